"""`python -m bot` is `netguide`."""

from bot.cli import main

main()
