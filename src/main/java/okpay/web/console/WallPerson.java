package okpay.web.console;

import okpay.desk.Presence;

/// Somebody at the desk, on the wall.
///
/// @param load cases they work on now
/// @param given cases they were given within seven days
public record WallPerson(String name, Presence.Place place, long load, long given) {}
