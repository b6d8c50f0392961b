"""What people meet first: pages made of several areas."""
