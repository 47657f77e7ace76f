"""What every messaging channel shares: the relay, its gateway client, and the shape of texts."""
