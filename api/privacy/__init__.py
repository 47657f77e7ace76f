"""What is kept about a person: told before, shown when asked, erased when asked or in time."""
