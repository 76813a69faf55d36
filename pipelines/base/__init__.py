"""What every room stands on: settings, files, the one web client, and what the assets of all stages share. Belongs here: no figure, no text."""
