"""What people ask for: async use cases that know ports, never adapters or widgets."""
