package okpay.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import okpay.channels.Phrases;
import okpay.identity.Agent;
import okpay.identity.Customer;
import okpay.identity.Person;
import okpay.money.Money;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.security.web.csrf.CsrfToken;

/// What every template needs: who is looking, in which language, and how things are written there.
///
/// @param path where the reader is, for the links that change the language
public record Page(
        Locale locale,
        ZoneId zone,
        MessageSource messages,
        Optional<Person> who,
        @Nullable CsrfToken csrf,
        String path,
        Instant now) {

    private static final String MAILBOX = "mail.in.";

    public boolean isChinese() {
        return locale.getLanguage().equals("zh");
    }

    public String lang() {
        return isChinese() ? "zh-CN" : "en";
    }

    /// `en` or `zh`: as it stands in an address, and as what operators write is kept by.
    public String language() {
        return isChinese() ? "zh" : "en";
    }

    /// The text of a key, with what to fill in; amounts and moments are written the reader's way.
    public String say(String key, Object... arguments) {
        var shown = new Object[arguments.length];
        for (int i = 0; i < arguments.length; i++) {
            shown[i] = shown(arguments[i]);
        }
        return messages.getMessage(key, shown, locale);
    }

    public String say(String key, List<String> arguments) {
        return say(key, arguments.toArray());
    }

    public String money(Money money) {
        return money.shown(isChinese() ? Locale.CHINA : Locale.US);
    }

    /// Today only the time; else the day too; the year when it is another.
    public String time(Instant at) {
        var there = at.atZone(zone);
        var today = LocalDate.ofInstant(now, zone);
        String clock = DateTimeFormatter.ofPattern("HH:mm", locale).format(there);
        if (there.toLocalDate().equals(today)) {
            return clock;
        }
        return day(there.toLocalDate(), today) + " " + clock;
    }

    /// Day and time, also today: for what is kept.
    public String moment(Instant at) {
        var there = at.atZone(zone);
        return day(at) + " " + DateTimeFormatter.ofPattern("HH:mm:ss", locale).format(there);
    }

    public String day(Instant at) {
        return day(LocalDate.ofInstant(at, zone), LocalDate.ofInstant(now, zone));
    }

    /// The last day before a moment at which a day begins: until when something is in time.
    public String lastDay(Instant end) {
        return day(end.minusNanos(1));
    }

    public String date(LocalDate day) {
        return day(day, LocalDate.ofInstant(now, zone));
    }

    /// What stood on somebody's screen: the text of a key, or a code as it is.
    public String sayError(String code) {
        return Objects.requireNonNullElse(
                messages.getMessage(code, new Object[0], code, locale), code);
    }

    /// The name of a way by which words come and go; mailboxes are named by whoever set them up.
    public String lane(String name) {
        return name.startsWith(MAILBOX)
                ? say("lane.mail.in", name.substring(MAILBOX.length()))
                : sayError("lane." + name);
    }

    public String weekday(DayOfWeek day) {
        return day.getDisplayName(TextStyle.SHORT, locale);
    }

    /// The same page for somebody who is elsewhere.
    public Page in(ZoneId there) {
        return new Page(locale, there, messages, who, csrf, path, now);
    }

    /// The same page for somebody who reads another language.
    public Page in(Locale language) {
        return new Page(language, zone, messages, who, csrf, path, now);
    }

    public String month(LocalDate month) {
        return DateTimeFormatter.ofPattern(isChinese() ? "yyyy年M月" : "MMMM yyyy", locale)
                .format(month);
    }

    /// How long until then, in the two largest units: `3 小时 20 分`; nothing when it is over.
    public String until(Instant due) {
        var left = Duration.between(now, due);
        if (left.isNegative()) {
            return say("time.over");
        }
        return left.toHours() > 0
                ? say("time.hours", Long.toString(left.toHours()), left.toMinutesPart() + "")
                : say("time.minutes", Long.toString(Math.max(1, left.toMinutes())));
    }

    /// The same page in the other language, for the link that changes it.
    public String pathInUrl() {
        var there =
                path.startsWith(start(isChinese()))
                        ? start(!isChinese()) + path.substring(4)
                        : path;
        return URLEncoder.encode(there, StandardCharsets.UTF_8);
    }

    private static String start(boolean chinese) {
        return chinese ? "/zh/" : "/en/";
    }

    /// The help centre in this language.
    public String help() {
        return start(isChinese()) + "help";
    }

    /// Where an article is read in this language.
    public String article(String slug) {
        return help() + "/" + slug;
    }

    public String icon(String name) {
        return Icons.svg(name);
    }

    public String csrfName() {
        return csrf == null ? "_csrf" : csrf.getParameterName();
    }

    public String csrfValue() {
        return csrf == null ? "" : csrf.getToken();
    }

    public Customer customer() {
        return who.filter(Person.OfCustomer.class::isInstance)
                .map(Person.OfCustomer.class::cast)
                .map(Person.OfCustomer::customer)
                .orElseThrow();
    }

    public Agent agent() {
        return who.filter(Person.OfAgent.class::isInstance)
                .map(Person.OfAgent.class::cast)
                .map(Person.OfAgent::agent)
                .orElseThrow();
    }

    /// Whoever is looking, at a page for supervisors only.
    ///
    /// @throws Problems.NotFound for everybody else
    public Agent supervisor() {
        var agent = agent();
        if (!agent.mayApprove()) {
            throw new Problems.NotFound();
        }
        return agent;
    }

    /// A customer is looking.
    public boolean isSignedIn() {
        return who.filter(Person.OfCustomer.class::isInstance).isPresent();
    }

    public boolean isForDesk() {
        return who.filter(Person.OfAgent.class::isInstance).isPresent();
    }

    private String day(LocalDate day, LocalDate today) {
        var pattern =
                isChinese()
                        ? day.getYear() == today.getYear() ? "M月d日" : "yyyy年M月d日"
                        : day.getYear() == today.getYear() ? "d MMM" : "d MMM yyyy";
        return DateTimeFormatter.ofPattern(pattern, locale).format(day);
    }

    private Object shown(Object argument) {
        return switch (Phrases.meant(argument)) {
            case Money money -> money(money);
            case Instant at -> time(at);
            case Object other -> other.toString();
        };
    }
}
