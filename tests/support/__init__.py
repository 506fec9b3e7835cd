"""What tests share: examples, servers, browsers, and inputs of other programs."""
