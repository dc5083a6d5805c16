package okpay.help;

import java.sql.Array;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Articles as rows. Editions are added, never changed.
@Component
class ArticleStore {

    private static final String EDITION =
            """
            select slug, tongue, version, title, summary, also, body, live, source, beside,
                   written_by, written_at
            from help.edition
            """;

    private final JdbcClient jdbc;

    ArticleStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Every article with what it says now, in the order they are shown.
    List<Article> all() {
        var live = new HashMap<String, Map<Tongue, Edition>>();
        jdbc.sql(EDITION + "where live")
                .query(ArticleStore::edition)
                .list()
                .forEach(it ->
                        live.computeIfAbsent(it.slug(), _ -> new EnumMap<>(Tongue.class))
                                .put(it.tongue(), it));
        var stale = stale();
        return jdbc
                .sql(
                        """
                        select slug, category, audience, intents, screens, review_by, expires_on
                        from help.article order by place, slug
                        """)
                .query((row, _) -> article(row, live, stale))
                .list()
                .stream()
                .filter(it -> !it.editions().isEmpty())
                .toList();
    }

    private static Article article(
            ResultSet row,
            Map<String, Map<Tongue, Edition>> live,
            Map<String, EnumSet<Tongue>> stale)
            throws SQLException {
        var slug = row.getString("slug");
        return new Article(
                slug,
                Category.valueOf(row.getString("category")),
                Audience.valueOf(row.getString("audience")),
                strings(row.getArray("intents")),
                strings(row.getArray("screens")),
                row.getObject("review_by", LocalDate.class),
                Optional.ofNullable(row.getObject("expires_on", LocalDate.class)),
                live.getOrDefault(slug, Map.of()),
                stale.getOrDefault(slug, EnumSet.noneOf(Tongue.class)));
    }

    boolean isStale(String slug, Tongue tongue) {
        return stale().getOrDefault(slug, EnumSet.noneOf(Tongue.class)).contains(tongue);
    }

    /// A language is behind when the other one has since said something that it did not yet say
    /// when this was written, and that was more than a slip of the pen; or when it is missing.
    private Map<String, EnumSet<Tongue>> stale() {
        var stale = new HashMap<String, EnumSet<Tongue>>();
        jdbc.sql(
                        """
                        select a.slug, t.tongue
                        from help.article a cross join (values ('EN'), ('ZH')) t (tongue)
                        left join help.edition e
                            on e.slug = a.slug and e.tongue = t.tongue and e.live
                        where e.slug is null or exists (
                            select 1 from help.edition o
                            where o.slug = a.slug and o.tongue <> t.tongue and not o.small
                              and o.version > e.beside
                              and o.version <= (select l.version from help.edition l
                                  where l.slug = a.slug and l.tongue = o.tongue and l.live))
                        """)
                .query((row, _) ->
                        stale.computeIfAbsent(
                                        row.getString("slug"), _ -> EnumSet.noneOf(Tongue.class))
                                .add(Tongue.valueOf(row.getString("tongue"))))
                .list();
        return stale;
    }

    List<Edition> history(String slug, Tongue tongue) {
        return jdbc.sql(EDITION + "where slug = :slug and tongue = :tongue order by version desc")
                .param("slug", slug)
                .param("tongue", tongue.name())
                .query(ArticleStore::edition)
                .list();
    }

    /// Whoever writes an article does so alone.
    ///
    /// @return false when there is none
    boolean lock(String slug) {
        return jdbc.sql("select 1 from help.article where slug = :slug for update")
                .param("slug", slug)
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    /// The newest version, live or not; 0 when there is none.
    int newest(String slug, Tongue tongue) {
        return jdbc.sql(
                        """
                        select coalesce(max(version), 0) from help.edition
                        where slug = :slug and tongue = :tongue
                        """)
                .param("slug", slug)
                .param("tongue", tongue.name())
                .query(Integer.class)
                .single();
    }

    Optional<Edition> live(String slug, Tongue tongue) {
        return jdbc.sql(EDITION + "where slug = :slug and tongue = :tongue and live")
                .param("slug", slug)
                .param("tongue", tongue.name())
                .query(ArticleStore::edition)
                .optional();
    }

    /// A new edition; when it is live, the one before is not any more.
    ///
    /// @param isSmall it changes nothing the other language has to follow
    void add(Edition edition, boolean isSmall) {
        if (edition.isLive()) {
            jdbc.sql(
                            """
                            update help.edition set live = false
                            where slug = :slug and tongue = :tongue and live
                            """)
                    .param("slug", edition.slug())
                    .param("tongue", edition.tongue().name())
                    .update();
        }
        jdbc.sql(
                        """
                        insert into help.edition (slug, tongue, version, title, summary, also, body,
                            live, source, small, beside, written_by, written_at)
                        values (:slug, :tongue, :version, :title, :summary, :also, :body,
                            :live, :source, :small, :beside, :by, :at)
                        """)
                .param("slug", edition.slug())
                .param("tongue", edition.tongue().name())
                .param("version", edition.version())
                .param("title", edition.wording().title())
                .param("summary", edition.wording().summary())
                .param("also", edition.wording().also().toArray(String[]::new))
                .param("body", edition.wording().body())
                .param("live", edition.isLive())
                .param("source", edition.isShipped() ? "SHIPPED" : "OURS")
                .param("small", isSmall)
                .param("beside", edition.beside())
                .param("by", edition.writtenBy())
                .param("at", Timestamp.from(edition.writtenAt()))
                .update();
    }

    /// What an article is; an existing one keeps what was decided here about its dates and readers.
    void put(Shipped one, LocalDate reviewBy) {
        jdbc.sql(
                        """
                        insert into help.article
                            (slug, category, audience, intents, screens, place, review_by)
                        values (:slug, :category, :audience, :intents, :screens, :place, :review)
                        on conflict (slug) do update
                        set category = excluded.category, intents = excluded.intents,
                            screens = excluded.screens, place = excluded.place
                        """)
                .param("slug", one.slug())
                .param("category", one.category().name())
                .param("audience", one.audience().name())
                .param("intents", one.intents().toArray(String[]::new))
                .param("screens", one.screens().toArray(String[]::new))
                .param("place", one.place())
                .param("review", Date.valueOf(reviewBy))
                .update();
    }

    /// @return false when there is an article, or was one, of this name
    boolean found(String slug, Category category, Audience audience, LocalDate reviewBy) {
        return jdbc.sql(
                                """
                                insert into help.article (slug, category, audience, place, review_by)
                                select :slug, :category, :audience,
                                    (select coalesce(max(place), 0) + 1 from help.article), :review
                                where not exists (select 1 from help.redirect where was = :slug)
                                on conflict do nothing
                                """)
                        .param("slug", slug)
                        .param("category", category.name())
                        .param("audience", audience.name())
                        .param("review", Date.valueOf(reviewBy))
                        .update()
                == 1;
    }

    void keep(String slug, Audience audience, LocalDate reviewBy, Optional<LocalDate> expiresOn) {
        jdbc.sql(
                        """
                        update help.article
                        set audience = :audience, review_by = :review, expires_on = :expires
                        where slug = :slug
                        """)
                .param("audience", audience.name())
                .param("review", Date.valueOf(reviewBy))
                .param("expires", expiresOn.map(Date::valueOf).orElse(null))
                .param("slug", slug)
                .update();
    }

    boolean wasShipped(String slug, Tongue tongue, String gist) {
        return jdbc.sql(
                        """
                        select 1 from help.shipped
                        where slug = :slug and tongue = :tongue and gist = :gist
                        """)
                .param("slug", slug)
                .param("tongue", tongue.name())
                .param("gist", gist)
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    void shipped(String slug, Tongue tongue, String gist) {
        jdbc.sql("insert into help.shipped (slug, tongue, gist) values (:slug, :tongue, :gist)")
                .param("slug", slug)
                .param("tongue", tongue.name())
                .param("gist", gist)
                .update();
    }

    private static Edition edition(ResultSet row, int n) throws SQLException {
        var tongue = Tongue.valueOf(row.getString("tongue"));
        var wording =
                new Wording(
                        row.getString("title"),
                        row.getString("summary"),
                        strings(row.getArray("also")),
                        row.getString("body"));
        return new Edition(
                row.getString("slug"),
                tongue,
                row.getInt("version"),
                wording,
                row.getBoolean("live"),
                row.getString("source").equals("SHIPPED"),
                row.getInt("beside"),
                row.getString("written_by"),
                instant(row),
                Markdown.read(wording.body(), tongue));
    }

    private static Instant instant(ResultSet row) throws SQLException {
        return row.getTimestamp("written_at").toInstant();
    }

    private static List<String> strings(Array array) throws SQLException {
        return Arrays.asList((String[]) array.getArray());
    }
}
