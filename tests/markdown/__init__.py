"""Tests of `kanyin.markdown`."""
