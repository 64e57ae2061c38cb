-- How often keys have called, for all processes of the status service. Lost with a crash of the database, and no harm done.
create unlogged table if not exists rate_buckets (
    id text primary key,
    state bytea
);

comment on table rate_buckets is 'How often each API key has called lately, for the rate limits; of no use to analysts';
comment on column rate_buckets.id is 'Kind of call and id of the key';
comment on column rate_buckets.state is 'The token bucket, in the form of the library that counts';
revoke all on rate_buckets from analyst;
