-- Whatever table of videos a later version brings is guarded against rows of removed ones too.
SELECT guard_tables_of_videos();
