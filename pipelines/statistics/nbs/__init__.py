"""The National Bureau of Statistics (国家统计局): its data service since March 2026, and archived answers of the one before.

``series.csv`` maps our indicators to its tables; ``client`` speaks, ``fetch`` asks and keeps snapshots, ``layout`` says what an
answer looks like, ``rows`` reads snapshots, ``probe`` tells whether the service still answers as expected. Only ``client`` needs a network.
"""
