"""The directory for other programs: Open Referral UK v3, read-only and open to everyone."""
