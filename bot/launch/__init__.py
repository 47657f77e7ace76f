"""Starting the product: its processes, the model they need, and the word that all is ready."""
