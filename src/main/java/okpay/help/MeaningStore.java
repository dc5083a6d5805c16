package okpay.help;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import okpay.id.Digests;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// What texts mean, as rows: a start does not work out again what any node has worked out.
@Component
class MeaningStore {

    private final JdbcClient jdbc;

    MeaningStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Map<String, float[]> all() {
        var all = new HashMap<String, float[]>();
        jdbc.sql("select gist, vector from help.meaning")
                .query(row -> {
                    all.put(row.getString("gist"), floats(row.getBytes("vector")));
                });
        return all;
    }

    void keep(String gist, float[] vector) {
        jdbc.sql(
                        """
                        insert into help.meaning (gist, vector) values (:gist, :vector)
                        on conflict (gist) do nothing
                        """)
                .param("gist", gist)
                .param("vector", bytes(vector))
                .update();
    }

    /// Texts that no article says any more.
    void forgetAllBut(Set<String> used) {
        jdbc.sql("delete from help.meaning where gist <> all(:used)")
                .param("used", used.toArray(String[]::new))
                .update();
    }

    /// @param by whom it is worked out: another encoder has another opinion
    static String gist(String by, String text) {
        return Digests.hex(by + "\n" + text);
    }

    private static byte[] bytes(float[] vector) {
        var bytes = ByteBuffer.allocate(4 * vector.length);
        bytes.asFloatBuffer().put(vector);
        return bytes.array();
    }

    private static float[] floats(byte[] bytes) {
        var vector = new float[bytes.length / 4];
        ByteBuffer.wrap(bytes).asFloatBuffer().get(vector);
        return vector;
    }
}
