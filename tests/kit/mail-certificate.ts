/**
 * A self-signed certificate of the test mail server, for localhost and 127.0.0.1. Its key is public, so no other
 * program trusts it.
 */
export const mailCertificate = {
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgQERXISFes+dzU5x1
kzYrCWItCxHmWy3uppkHS4PX09ihRANCAAQ5hc/Y+Isx6H4jBLmrKqs+qIDcGEhN
Cr6OJtijyqOp30kcAPQZ7lE9Lxogq85paOc34j4A+evrl6yS13cn+Qq2
-----END PRIVATE KEY-----`,
  cert: `-----BEGIN CERTIFICATE-----
MIIBmzCCAUGgAwIBAgIUY5YCKOb+FyXSRWIT0IOy4njpbE8wCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyMjE4NTk0M1oYDzIxMjYxMDI5
MTg1OTQzWjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAAQ5hc/Y+Isx6H4jBLmrKqs+qIDcGEhNCr6OJtijyqOp30kcAPQZ7lE9
Lxogq85paOc34j4A+evrl6yS13cn+Qq2o28wbTAdBgNVHQ4EFgQU4FlAE8iDMPWp
jmskvmu1hXn1D1QwHwYDVR0jBBgwFoAU4FlAE8iDMPWpjmskvmu1hXn1D1QwDwYD
VR0TAQH/BAUwAwEB/zAaBgNVHREEEzARgglsb2NhbGhvc3SHBH8AAAEwCgYIKoZI
zj0EAwIDSAAwRQIgXnNplvp+7eLdSipCgee2uIBcrORrSmEBWqgnhqnEhzcCIQC0
WjKg+F3WHVNwk5sokqrHCE7IvvsV4WHSe4YQRUv93w==
-----END CERTIFICATE-----`,
};
