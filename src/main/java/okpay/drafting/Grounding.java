package okpay.drafting;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import okpay.drafting.Drafter.Draft;
import okpay.drafting.Drafter.Reason;

/// Whether a draft rests on what was given. Decides by the text alone: a model's word that it kept
/// the rules is worth nothing.
final class Grounding {

    private static final int LONGEST = 2_000;
    private static final Pattern CITED = Pattern.compile("\\s?\\[(\\d{1,2})]");
    private static final Pattern NUMBER = Pattern.compile("\\d+(?:[.,:]\\d+)*");
    private static final Pattern PRIVATE =
            Pattern.compile(
                    "(?<!\\d)(?:\\d[ -]?){9,18}[\\dXx](?!\\d)|[\\w.+-]{1,64}@[\\w-]{1,63}(?:\\.[\\w-]{1,63})+");

    private Grounding() {}

    static Draft check(String drafted, Drafter.Wish wish) {
        if (drafted.contains("NO ANSWER")) {
            return new Draft.NotDrafted(Reason.NO_ANSWER);
        }
        var numbers = new HashSet<Integer>();
        CITED.matcher(drafted).results().forEach(it -> numbers.add(Integer.valueOf(it.group(1))));
        var cited = wish.sources().stream().filter(it -> numbers.contains(it.number())).toList();
        var text = CITED.matcher(drafted).replaceAll("").strip();
        boolean isGrounded =
                !cited.isEmpty()
                        && cited.size() == numbers.size()
                        && text.length() <= LONGEST
                        && numbersOf(wish.sources()).containsAll(numbersIn(text));
        return isGrounded
                ? new Draft.Drafted(text, cited)
                : new Draft.NotDrafted(Reason.NOT_GROUNDED);
    }

    private static Set<String> numbersOf(List<Source> sources) {
        var all = new HashSet<String>();
        sources.forEach(it -> all.addAll(numbersIn(it.title() + " " + it.text())));
        return all;
    }

    /// `1,000.00` and `1000` are one number.
    private static Set<String> numbersIn(String text) {
        var all = new HashSet<String>();
        NUMBER.matcher(text)
                .results()
                .map(it -> it.group().replace(",", ""))
                .map(it -> it.contains(".") ? it.replaceAll("0+$", "").replaceAll("\\.$", "") : it)
                .forEach(all::add);
        return all;
    }

    /// Long numbers and addresses keep their last four characters.
    static String masked(String text) {
        return PRIVATE.matcher(text)
                .replaceAll(
                        it -> "***" + it.group().substring(Math.max(0, it.group().length() - 4)));
    }
}
