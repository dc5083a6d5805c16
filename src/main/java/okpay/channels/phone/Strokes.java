package okpay.channels.phone;

/// Which strokes of a key were heard already (RFC 4733): each is told many times, always with its
/// source and the time it began. One that is told again after a later one is still the same; a
/// source that begins anew may give times that were there before.
final class Strokes {

    private static final int REMEMBERED = 16;

    private final long[] heard = new long[REMEMBERED];
    private int count;

    boolean isNew(int source, int began) {
        long stroke = ((long) source << 32) | (began & 0xffff_ffffL);
        for (int i = 0; i < Math.min(count, REMEMBERED); i++) {
            if (heard[i] == stroke) {
                return false;
            }
        }
        heard[count++ % REMEMBERED] = stroke;
        return true;
    }
}
