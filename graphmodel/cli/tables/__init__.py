"""Tables that commands print: what each is called, how it is computed, and the words of both languages."""
