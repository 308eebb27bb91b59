#include "core/llm/RateBudget.h"

#include <QDateTime>
#include <QStringList>
#include <algorithm>
#include <cmath>

namespace metaspo {

namespace {

constexpr double pacedAt = 0.98;
constexpr double secondsAMinute = 60;
constexpr double secondsAnHour = 3600;
constexpr double secondsADay = 86'400;
constexpr std::array<const char*, 4> kindNames{"requests", "tokens", "input-tokens", "output-tokens"};

double numberIn(const QByteArray& text)
{
    bool fine = false;
    const double value = text.trimmed().toDouble(&fine);
    return fine && std::isfinite(value) && value >= 0 ? value : -1;
}

struct Stated
{
    double limit = -1;
    double remaining = -1;
    double resetSeconds = -1;
};

Stated statedIn(const HttpHeaders& headers, const char* kind, qint64 nowUnixMilliseconds)
{
    const QByteArray openAi("x-ratelimit-");
    const QByteArray anthropic = QByteArray("anthropic-ratelimit-") + kind;
    Stated stated;
    stated.limit = numberIn(headers.value((openAi + "limit-" + kind).constData()));
    if (stated.limit >= 0) {
        stated.remaining = numberIn(headers.value((openAi + "remaining-" + kind).constData()));
        if (const auto reset = readDuration(headers.value((openAi + "reset-" + kind).constData())))
            stated.resetSeconds = static_cast<double>(reset->count()) / 1000;
        return stated;
    }
    stated.limit = numberIn(headers.value((anthropic + "-limit").constData()));
    stated.remaining = numberIn(headers.value((anthropic + "-remaining").constData()));
    const QDateTime reset = QDateTime::fromString(
        QString::fromLatin1(headers.value((anthropic + "-reset").constData())), Qt::ISODate);
    if (reset.isValid())
        stated.resetSeconds =
            std::max(0.0, static_cast<double>(reset.toMSecsSinceEpoch() - nowUnixMilliseconds) / 1000);
    return stated;
}

/// A limit is per minute (or day) unless the stated reset plainly contradicts; what was seen once is kept
/// until enough is used again to see it.
double windowOf(const Stated& stated, double usualWindow, double knownWindow)
{
    const double used = stated.limit - stated.remaining;
    if (used < std::max(10.0, stated.limit / 100) || stated.resetSeconds <= 0)
        return knownWindow > 0 ? knownWindow : usualWindow;
    const double implied = stated.resetSeconds * stated.limit / used;
    const bool contradicts = implied > 2 * usualWindow || implied < usualWindow / 2;
    return contradicts ? std::max(stated.resetSeconds, implied) : usualWindow;
}

QString windowName(double seconds)
{
    for (const auto& [length, name] :
         {std::pair(secondsAMinute, "a minute"), {secondsAnHour, "an hour"}, {secondsADay, "a day"}})
        if (seconds > 0.7 * length && seconds < 1.4 * length)
            return QString::fromLatin1(name);
    return QStringLiteral("per %1 s").arg(seconds, 0, 'g', 2);
}

} // namespace

double RateBudget::share(int kind, const CallSize& size)
{
    switch (kind) {
    case Requests:
        return 1;
    case InputTokens:
        return size.inputTokens;
    case OutputTokens:
        return size.outputTokens;
    default:
        return size.inputTokens + size.outputTokens;
    }
}

double RateBudget::refillPerSecond(const Bucket& bucket)
{
    return pacedAt * bucket.limit / bucket.windowSeconds;
}

double RateBudget::levelAt(const Bucket& bucket, Clock::time_point now)
{
    const double seconds = std::chrono::duration<double>(now - bucket.at).count();
    return std::min(bucket.limit, bucket.level + std::max(0.0, seconds) * refillPerSecond(bucket));
}

milliseconds RateBudget::wait(const CallSize& size, Clock::time_point now) const
{
    double longest = 0;
    for (int kind = 0; kind < kinds; ++kind) {
        const Bucket& bucket = m_buckets.at(static_cast<size_t>(kind));
        if (!bucket.known)
            continue;
        // A call larger than the whole limit may still be sent alone.
        const double missing = std::min(share(kind, size), bucket.limit) - levelAt(bucket, now);
        if (missing > 0)
            longest = std::max(longest, missing / refillPerSecond(bucket));
    }
    return milliseconds(static_cast<qint64>(std::ceil(std::min(longest, secondsADay) * 1000)));
}

void RateBudget::spend(const CallSize& size, Clock::time_point now)
{
    for (int kind = 0; kind < kinds; ++kind) {
        Bucket& bucket = m_buckets.at(static_cast<size_t>(kind));
        if (!bucket.known)
            continue;
        bucket.level = levelAt(bucket, now) - share(kind, size);
        bucket.at = now;
    }
}

void RateBudget::read(const HttpHeaders& headers, int othersInFlight, const CallSize& usualSize,
                      Clock::time_point now, qint64 nowUnixMilliseconds)
{
    for (int kind = 0; kind < kinds; ++kind) {
        const char* kindName = kindNames.at(static_cast<size_t>(kind));
        const Stated stated = statedIn(headers, kindName, nowUnixMilliseconds);
        if (stated.limit <= 0 || stated.remaining < 0)
            continue;
        Bucket& bucket = m_buckets.at(static_cast<size_t>(kind));
        const bool daily = kind == Requests && m_requestWindow == RequestWindow::Day;
        const double before = bucket.known ? levelAt(bucket, now) : 0;
        bucket.windowSeconds = windowOf(stated, daily ? secondsADay : secondsAMinute, bucket.windowSeconds);
        bucket.limit = stated.limit;
        const double atLeast = stated.remaining - othersInFlight * share(kind, usualSize);
        bucket.level = bucket.known ? std::min(before, stated.remaining) : std::max(0.0, atLeast);
        bucket.at = now;
        bucket.known = true;
    }
}

bool RateBudget::isKnown() const
{
    return std::any_of(m_buckets.begin(), m_buckets.end(), [](const Bucket& bucket) { return bucket.known; });
}

QString RateBudget::sentence() const
{
    QStringList parts;
    for (int kind = 0; kind < kinds; ++kind) {
        const Bucket& bucket = m_buckets.at(static_cast<size_t>(kind));
        if (!bucket.known)
            continue;
        const QString kindName =
            QString::fromLatin1(kindNames.at(static_cast<size_t>(kind))).replace(u'-', u' ');
        parts << QStringLiteral("%1 %2 %3")
                     .arg(bucket.limit, 0, 'f', 0)
                     .arg(kindName, windowName(bucket.windowSeconds));
    }
    return parts.join(QStringLiteral(", "));
}

} // namespace metaspo
