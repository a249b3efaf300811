"""The planner's page: a local web page on the same analyses, for those who use neither notebook nor shell.

Plain functions turn results into rows (``views/``), templates turn rows into HTML that is escaped by construction (``markup``), and only
``site`` and ``server`` know the framework (NiceGUI).
"""
