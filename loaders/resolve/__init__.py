"""Recognising the same organization in two ledgers; nothing is resolved yet, every id stands for itself."""
