package okpay.web.console;

import java.util.List;
import okpay.help.Edition;
import okpay.help.Tongue;
import okpay.help.Votes;
import okpay.help.Wording;

/// An article in one language, as whoever writes it sees it.
///
/// @param wording what stands in the form
/// @param version what readers see now; 0 when there is nothing in this language
/// @param shown the earlier version in the form; 0 when it is none
public record HelpForm(
        Tongue tongue,
        Wording wording,
        int version,
        int shown,
        List<Edition> history,
        boolean isStale,
        List<Votes.Missed> missed) {

    static final Wording NOTHING = new Wording("", "", List.of(), "");
}
