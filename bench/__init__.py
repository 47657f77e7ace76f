"""What ``make bench`` runs: this product and a stock Rasa form bot, side by side in one run."""
