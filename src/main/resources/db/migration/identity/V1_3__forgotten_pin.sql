alter table identity.challenge drop constraint challenge_aim_check;
alter table identity.challenge add constraint challenge_aim_check
    check (aim in ('JOIN', 'SIGN_IN', 'RESET_PASSWORD', 'RESET_PIN'));
