"""What the github service works with: made-up events, `.taskcluster.yml` files, builds."""

from tc.testing.services.github.service import Github as Github
