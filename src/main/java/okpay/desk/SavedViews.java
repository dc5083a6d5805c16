package okpay.desk;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import okpay.id.Ids;
import okpay.identity.Agent;
import okpay.identity.AgentId;
import okpay.support.CaseFilter;
import okpay.support.CaseFilter.Whose;
import okpay.support.Conversations;
import okpay.support.Priority;
import okpay.support.Stage;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Lists somebody put together: for themselves, or, by a supervisor, for everybody.
@Component
public class SavedViews {

    private static final int LONGEST_NAME = 60;
    private static final int LONGEST_TAG = 40;
    private static final int MOST = 20;
    private static final int MOST_HOURS = 720;

    private final JdbcClient jdbc;
    private final Clock clock;

    SavedViews(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /// By who looks: one view of everybody's own cases serves all.
    public enum Belonging {
        MINE,
        NOBODYS,
        EVERYBODYS
    }

    /// What is in a view.
    ///
    /// @param stages empty for all
    /// @param dueWithin hours; what is promised until then
    public record Wanted(
            Belonging whose,
            Set<Stage> stages,
            Priority atLeast,
            String tag,
            Optional<Integer> dueWithin) {
        public Wanted {
            stages = Set.copyOf(stages);
        }
    }

    public record View(UUID id, AgentId owner, boolean shared, String name, Wanted wanted) {}

    /// @param shared for everybody; only a supervisor's is
    /// @return false when the name is empty or endless, or there are enough
    @Transactional
    public boolean save(Agent by, boolean shared, String name, Wanted wanted) {
        var tidy = Conversations.tidy(name).replace('\n', ' ');
        boolean isRight =
                !tidy.isEmpty()
                        && tidy.length() <= LONGEST_NAME
                        && wanted.tag.length() <= LONGEST_TAG
                        && wanted.dueWithin.filter(it -> it < 1 || it > MOST_HOURS).isEmpty();
        long own = of(by.id()).stream().filter(it -> it.owner().equals(by.id())).count();
        if (!isRight || own >= MOST) {
            return false;
        }
        jdbc.sql(
                        """
                        insert into desk.saved_view
                            (id, owner, shared, name, whose, stages, at_least, tag, due_within, at)
                        values (:id, :owner, :shared, :name, :whose, :stages, :least, :tag, :due, :at)
                        """)
                .param("id", Ids.next())
                .param("owner", by.id().uuid())
                .param("shared", shared && by.mayApprove())
                .param("name", tidy)
                .param("whose", wanted.whose.name())
                .param(
                        "stages",
                        wanted.stages.stream()
                                .map(Stage::name)
                                .sorted()
                                .collect(Collectors.joining(" ")))
                .param("least", wanted.atLeast.name())
                .param("tag", wanted.tag.strip())
                .param("due", wanted.dueWithin.orElse(null))
                .param("at", Timestamp.from(clock.instant()))
                .update();
        return true;
    }

    /// One's own; a supervisor also takes away what is for everybody.
    @Transactional
    public void remove(Agent by, UUID id) {
        jdbc.sql(
                        """
                        delete from desk.saved_view
                        where id = :id and (owner = :owner or shared and :supervisor)
                        """)
                .param("id", id)
                .param("owner", by.id().uuid())
                .param("supervisor", by.mayApprove())
                .update();
    }

    /// Those for everybody and one's own, by name.
    public List<View> of(AgentId reader) {
        return jdbc.sql(
                        """
                        select id, owner, shared, name, whose, stages, at_least, tag, due_within
                        from desk.saved_view where shared or owner = :reader
                        order by shared desc, name, id limit 60
                        """)
                .param("reader", reader.uuid())
                .query(SavedViews::row)
                .list();
    }

    /// What a view shows to a reader at this moment.
    public CaseFilter filter(View view, AgentId reader) {
        var wanted = view.wanted;
        var whose =
                switch (wanted.whose) {
                    case MINE -> new Whose.Of(reader);
                    case NOBODYS -> new Whose.Nobodys();
                    case EVERYBODYS -> new Whose.Everybodys();
                };
        var due = wanted.dueWithin.map(it -> clock.instant().plus(Duration.ofHours(it)));
        return CaseFilter.ALL
                .of(whose)
                .in(wanted.stages)
                .with("", wanted.tag)
                .pressing(wanted.atLeast, due);
    }

    private static View row(ResultSet row, int n) throws SQLException {
        var stages = EnumSet.noneOf(Stage.class);
        Arrays.stream(row.getString("stages").split(" "))
                .filter(it -> !it.isEmpty())
                .forEach(it -> stages.add(Stage.valueOf(it)));
        var wanted =
                new Wanted(
                        Belonging.valueOf(row.getString("whose")),
                        stages,
                        Priority.valueOf(row.getString("at_least")),
                        row.getString("tag"),
                        Optional.ofNullable(row.getObject("due_within", Integer.class)));
        return new View(
                row.getObject("id", UUID.class),
                new AgentId(row.getObject("owner", UUID.class)),
                row.getBoolean("shared"),
                row.getString("name"),
                wanted);
    }
}
