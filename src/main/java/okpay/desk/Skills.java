package okpay.desk;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import okpay.database.Turns;
import okpay.identity.AgentId;
import okpay.identity.Tier;
import okpay.support.Case;
import okpay.support.Conversations;
import okpay.support.Tags;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// What somebody at the desk is good at. A skill is named like a tag or a topic of a case
/// (`abroad`, `wrong_person`), like a language (`en`), or like a tier of customers (`tier-three`):
/// who has it gets such cases first.
@Component
public class Skills {

    private static final int LONGEST = 40;
    private static final int MOST = 20;

    private final JdbcClient jdbc;
    private final Tags tags;

    Skills(JdbcClient jdbc, Tags tags) {
        this.jdbc = jdbc;
        this.tags = tags;
    }

    /// In the place of those they had.
    ///
    /// @param named as typed, with spaces or commas between them
    /// @return false when one is too long, or there are too many
    @Transactional
    public boolean set(AgentId agent, String named) {
        var all =
                List.of(Conversations.tidy(named).toLowerCase(Locale.ROOT).split("[\\s,，、]+"))
                        .stream()
                        .filter(it -> !it.isEmpty())
                        .distinct()
                        .toList();
        if (all.size() > MOST || all.stream().anyMatch(it -> it.length() > LONGEST)) {
            return false;
        }
        Turns.take(jdbc, "skills " + agent);
        jdbc.sql("delete from desk.skill where agent = :agent")
                .param("agent", agent.uuid())
                .update();
        for (var it : all) {
            jdbc.sql("insert into desk.skill (agent, skill) values (:agent, :skill)")
                    .param("agent", agent.uuid())
                    .param("skill", it)
                    .update();
        }
        return true;
    }

    public Map<AgentId, Set<String>> all() {
        record Row(UUID agent, String skill) {}
        return jdbc
                .sql("select agent, skill from desk.skill order by agent, skill limit 10000")
                .query(Row.class)
                .list()
                .stream()
                .collect(
                        Collectors.groupingBy(
                                it -> new AgentId(it.agent),
                                HashMap::new,
                                Collectors.mapping(Row::skill, Collectors.toSet())));
    }

    /// The skill of looking after customers of a tier.
    static String of(Tier tier) {
        return "tier-" + tier.name().toLowerCase(Locale.ROOT);
    }

    /// What one should be good at who gets this case.
    Set<String> wantedBy(Case one) {
        var wanted = new HashSet<>(tags.of(one.id()));
        wanted.add(one.topic().toLowerCase(Locale.ROOT));
        wanted.remove("");
        return wanted;
    }
}
