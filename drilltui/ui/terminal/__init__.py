"""What the framework lacks on a jump host; the one fenced place that touches its private names."""
