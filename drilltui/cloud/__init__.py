"""Huawei Cloud over HTTP: signing, calls, paging, error envelopes, retries."""
