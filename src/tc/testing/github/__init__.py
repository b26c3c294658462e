"""What the github service works with: made-up events, `.taskcluster.yml` files, builds."""
