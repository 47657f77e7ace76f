"""Finding danger in a message, answering it with help, and taking out personal details."""
