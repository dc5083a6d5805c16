package okpay.identity;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How people get in.
///
/// @param codeLasts how long a one-time code is good (NIST SP 800-63B-4 and ASVS 6.5.5: at most ten
///   minutes)
/// @param linkLasts how long the link of a letter is good
/// @param codesAnHour for one phone number or e-mail address
/// @param codeTriesADay for one phone number or e-mail address, over all its codes
/// @param keepChallenges how long it is kept who asked for a code
/// @param codesAnHourFromAnAddress for one network address; many people may share it
/// @param signInsFromAnAddress in five minutes, for one network address
/// @param caution how long money leaves with care after a password was reset
/// @param firstSupervisor the e-mail address of whoever comes to the desk first: while there is
///   nobody who decides, a link for them is printed at the start
@ConfigurationProperties("okpay.identity")
public record IdentitySettings(
        @DefaultValue("PT10M") Duration codeLasts,
        @DefaultValue("PT30M") Duration linkLasts,
        @DefaultValue("5") int codesAnHour,
        @DefaultValue("25") int codeTriesADay,
        @DefaultValue("P30D") Duration keepChallenges,
        @DefaultValue("100") int codesAnHourFromAnAddress,
        @DefaultValue("300") int signInsFromAnAddress,
        @DefaultValue("PT24H") Duration caution,
        @DefaultValue("") String firstSupervisor) {}
