package okpay.resolution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import okpay.house.Someone;
import okpay.house.Story;
import okpay.id.Ids;
import okpay.identity.Role;
import okpay.sandbank.Behaviour;
import okpay.support.Author;
import okpay.support.Case;
import okpay.support.Cases;
import okpay.support.Conversations;
import okpay.support.Message;
import okpay.support.Promise;
import okpay.support.Promises;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/// The program and a colleague never answer the same words.
class OneSpeakerTest extends Story {

    @Autowired private Resolutions resolutions;
    @Autowired private Cases cases;
    @Autowired private Conversations conversations;
    @Autowired private Promises promises;
    @Autowired private TransactionTemplate transaction;
    @Autowired private JdbcClient jdbc;

    @Test
    void whoHasAnAgentHearsNoProgram() {
        var li = customer("李雷").holding("100.00 CNY");
        var one = helped(li);
        cases.take(one.id(), agent("小王", Role.AGENT).id());
        long seq = says(li, one);
        eventually(() -> isPromised(one));
        assertThat(byProgram(one, seq)).isEmpty();
    }

    @Test
    void whoeverTakesItWhileTheProgramListensAnswersAlone() throws InterruptedException {
        var li = customer("李雷").holding("100.00 CNY");
        var one = helped(li);
        var wang = agent("小王", Role.AGENT);
        var seq = new long[1];
        transaction.executeWithoutResult(_ -> {
            cases.take(one.id(), wang.id());
            join(Thread.startVirtualThread(() -> seq[0] = says(li, one)));
            // The program has read that nobody has the case, and waits for it.
            eventually(this::somebodyWaitsForIt);
        });
        eventually(() -> isPromised(one));
        assertThat(byProgram(one, seq[0])).isEmpty();
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean somebodyWaitsForIt() {
        return jdbc.sql("select exists (select 1 from pg_locks where not granted)")
                .query(Boolean.class)
                .single();
    }

    private boolean isPromised(Case one) {
        return promises.isOpen(one.id(), Promise.Kind.NEXT_UPDATE, Promise.Kind.FIRST_REPLY);
    }

    private Case helped(Someone who) {
        who.pays("35.00 CNY", shop("便利店", Behaviour.SILENT));
        return resolutions.openHelp(who.id(), who.paymentId()).orElseThrow();
    }

    private long says(Someone who, Case one) {
        var author = new Author.OfCustomer(who.id());
        var key = Ids.next().toString();
        conversations.write(one.conversation(), author, "钱到底去哪了", key);
        return conversations
                .written(one.conversation(), author, key)
                .map(Message::seq)
                .orElseThrow();
    }

    private List<Message> byProgram(Case one, long after) {
        return conversations.all(one.conversation(), after).stream()
                .filter(it -> it.author() instanceof Author.Okpay)
                .toList();
    }
}
