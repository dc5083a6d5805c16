package okpay.web.console;

import java.time.Duration;
import okpay.desk.Presence;

/// Somebody at the desk, on the wall.
///
/// @param load cases they work on now
/// @param given cases they were given within seven days
/// @param hard how long they worked on what is hard within a day
public record WallPerson(String name, Presence.Place place, long load, long given, Duration hard) {}
