"""The pure part of Pulse: addresses, messages, refusals; and the pair of connections to a broker."""
