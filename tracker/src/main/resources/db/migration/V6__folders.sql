-- A folder is one share: how many bytes of it are its tree, and how many files it has. Both are null
-- for a single file, so that trackers of before go on with what they know.
alter table file
    add column tree_size int check (tree_size between 0 and 128 << 20),
    add column files     int check (files between 0 and 1000000),
    add constraint file_is_one_or_folder check (num_nulls(tree_size, files) in (0, 2));

create or replace view shared_file as
    select id, group_id, name, content_id, size, piece_size, algorithm, file_hash, files, tree_size
    from file;
