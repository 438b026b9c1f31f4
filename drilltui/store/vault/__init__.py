"""Where secrets are kept: the keyring of the system, the kernel's, or this run's memory."""
