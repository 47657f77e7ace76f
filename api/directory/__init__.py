"""The directory of services: import, search, and the Open Referral UK API."""
