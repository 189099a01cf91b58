-- What members may do, and who may invite: see docs/decisions. The owner is in grp, whatever role their
-- membership has. Trackers of before know neither column: to them everybody but the owner is a member.
alter table membership
    add column role text not null default 'MEMBER' check (role in ('MODERATOR', 'MEMBER', 'READER'));

alter table grp
    add column inviters text not null default 'MODERATORS'
        check (inviters in ('OWNER', 'MODERATORS', 'MEMBERS'));
