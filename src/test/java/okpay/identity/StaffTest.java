package okpay.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;
import okpay.channels.Outbox;
import okpay.desk.Presence;
import okpay.house.Story;
import okpay.id.Ids;
import okpay.identity.Staff.Outcome;
import okpay.identity.Staff.Refusal;
import okpay.identity.Staff.Setting;
import okpay.identity.Staff.State;
import okpay.support.Cases;
import okpay.support.Reference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/// People come to the desk and leave it, and nobody ever knows another's password.
class StaffTest extends Story {

    private static final String SECRET = "four words nobody joins";

    @Autowired private Staff staff;
    @Autowired private StaffTrail trail;
    @Autowired private Invitations invitations;
    @Autowired private SignIns signIns;
    @Autowired private Sessions sessions;
    @Autowired private Devices devices;
    @Autowired private Cases cases;
    @Autowired private Outbox outbox;
    @Autowired private JdbcClient jdbc;
    @Autowired private TransactionTemplate transaction;

    private Agent boss;

    @BeforeEach
    void somebodyDecides() {
        boss = hired("老陈", Role.SUPERVISOR);
    }

    @Test
    void whoIsInvitedSetsTheirOwnPasswordOnce() {
        var email = email();
        var invited = invited(email);
        var link = invitations.make(invited.agent().id());
        assertThat(stateOf(invited.agent().id())).isEqualTo(State.INVITED);
        assertThat(signIn(email, "")).isInstanceOf(SignIns.NotSignedIn.class);

        assertThat(staff.accept(link, "short")).isEqualTo(Setting.TOO_SHORT);
        assertThat(staff.accept(link, "password")).isEqualTo(Setting.TOO_EASY);
        assertThat(staff.accept(link, "x".repeat(300))).isEqualTo(Setting.TOO_LONG);
        assertThat(staff.accept(Token.fresh(), SECRET)).isEqualTo(Setting.NO_SUCH_LINK);
        assertThat(staff.accept(link, SECRET)).isEqualTo(Setting.DONE);
        assertThat(staff.accept(link, SECRET + "!")).isEqualTo(Setting.NO_SUCH_LINK);

        assertThat(signIn(email, SECRET)).isInstanceOf(SignIns.SignedIn.class);
        assertThat(signIn(email, SECRET + "!")).isInstanceOf(SignIns.NotSignedIn.class);
        assertThat(stateOf(invited.agent().id())).isEqualTo(State.WORKS);
    }

    @Test
    void aLinkIsGoodForThreeDaysAndTheLastOneCounts() {
        var first = invited(email());
        var early = secretIn(first.agent());
        assertThat(staff.invited(early)).contains(first.agent());
        assertThat(staff.inviteAgain(boss.id(), first.agent().id())).isEqualTo(first);
        var second = secretIn(first.agent());
        assertThat(staff.invited(early)).isEmpty();
        assertThat(staff.invited(second)).contains(first.agent());
        assertThat(trail.latest().get(first.agent().id()))
                .extracting(StaffTrail.Noted::event)
                .containsExactly(StaffTrail.Event.LINK, StaffTrail.Event.INVITED);
        clock.passes(Duration.ofDays(3));
        assertThat(staff.accept(second, SECRET)).isEqualTo(Setting.NO_SUCH_LINK);
    }

    @Test
    void whoLeavesIsSignedOutAndLeavesNobodyBehind() {
        presence.all().forEach(it -> presence.set(it.agent(), Presence.State.AWAY));
        var email = email();
        var invited = invited(email);
        var link = invitations.make(invited.agent().id());
        staff.accept(link, SECRET);
        var token = ((SignIns.SignedIn) signIn(email, SECRET)).token();
        var id = invited.agent().id();
        presence.set(id, Presence.State.HERE);
        var li = customer("李雷");
        var one = cases.open(li.id(), Reference.to("question", li.id()));
        cases.take(one.id(), id);
        var open = invitations.make(id);

        assertThat(staff.close(id, id)).contains(Refusal.NOT_YOURSELF);
        assertThat(staff.close(boss.id(), id)).isEmpty();
        assertThat(staff.close(boss.id(), id)).as("twice").isEmpty();
        assertThat(staff.close(boss.id(), AgentId.next())).contains(Refusal.NO_SUCH_PERSON);

        eventually(() -> sessions.find(token).isEmpty());
        assertThat(signIn(email, SECRET)).isInstanceOf(SignIns.NotSignedIn.class);
        assertThat(staff.invited(open)).isEmpty();
        eventually(
                () -> cases.find(one.id()).orElseThrow().assignee().filter(id::equals).isEmpty());
        assertThat(stateOf(id)).isEqualTo(State.LEFT);
        assertThat(agents.find(id)).as("their name stays with what they wrote").isPresent();

        assertThat(staff.close(id, boss.id())).as("who has left").contains(Refusal.NOT_YOURSELF);
        assertThat(staff.accept(invitations.make(id), SECRET)).isEqualTo(Setting.DONE);
        assertThat(stateOf(id)).isEqualTo(State.WORKS);
    }

    @Test
    void nonsenseIsRefused() {
        var email = email();
        invited(email);
        refused("", email(), Refusal.NAME);
        refused("x".repeat(61), email(), Refusal.NAME);
        refused("小李", "nobody", Refusal.EMAIL);
        refused("小李", email.toUpperCase(Locale.ROOT), Refusal.EMAIL_TAKEN);
        assertThat(staff.inviteAgain(boss.id(), AgentId.next()))
                .isEqualTo(new Outcome.Refused(Refusal.NO_SUCH_PERSON));
        var boss = this.boss.id();
        assertThat(staff.change(boss, boss, "老陈", Role.AGENT, Locale.CHINA))
                .contains(Refusal.NOT_YOURSELF);
        assertThat(staff.change(boss, boss, " ", Role.SUPERVISOR, Locale.CHINA))
                .contains(Refusal.NAME);
        assertThat(staff.change(boss, boss, "陈主管", Role.SUPERVISOR, Locale.ENGLISH)).isEmpty();
        assertThat(agents.find(boss).map(Agent::name)).contains("陈主管");
    }

    /// Where somebody decides already, nobody else becomes the first.
    @Test
    void theFirstOnlyWhereThereIsNone() {
        assertThat(staff.isWithoutSupervisor()).isFalse();
        assertThat(staff.first(email())).isEmpty();

        // As in a database in which nobody decides.
        transaction.executeWithoutResult(it -> {
            jdbc.sql("update identity.agent set closed_at = now()").update();
            var email = email();
            assertThat(staff.isWithoutSupervisor()).isTrue();
            var link = staff.first(email).orElseThrow();
            var again = staff.first(email).orElseThrow();
            assertThat(staff.invited(link)).as("the last one counts").isEmpty();
            assertThat(staff.accept(again, SECRET)).isEqualTo(Setting.DONE);
            assertThat(staff.isWithoutSupervisor()).isFalse();
            it.setRollbackOnly();
        });
    }

    private Token secretIn(Agent whose) {
        var words = outbox.latest(whose.email().value()).getFirst().body();
        var found = Pattern.compile("/console/welcome/(\\S+)").matcher(words);
        assertThat(found.find()).as(words).isTrue();
        return new Token(found.group(1));
    }

    private void refused(String name, String email, Refusal why) {
        assertThat(staff.invite(boss.id(), name, email, Role.AGENT, Locale.CHINA))
                .isEqualTo(new Outcome.Refused(why));
    }

    private Outcome.Invited invited(String email) {
        return (Outcome.Invited) staff.invite(boss.id(), "小李", email, Role.AGENT, Locale.CHINA);
    }

    private static String email() {
        return "s" + Ids.next() + "@okpay.example";
    }

    private State stateOf(AgentId id) {
        return staff.all().stream()
                .filter(it -> it.agent().id().equals(id))
                .map(Staff.Member::state)
                .findFirst()
                .orElseThrow();
    }

    private SignIns.SignIn signIn(String email, String password) {
        return signIns.agent(email, password, devices.read("Firefox", ""), "192.0.2.7");
    }
}
