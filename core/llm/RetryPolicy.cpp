#include "core/llm/RetryPolicy.h"

#include <QDateTime>
#include <QLocale>
#include <QRegularExpression>
#include <algorithm>
#include <cmath>

namespace metaspo {

namespace {

milliseconds toMilliseconds(double value)
{
    constexpr double longest = 1e12;
    return milliseconds(std::llround(std::clamp(value, 0.0, longest)));
}

std::optional<milliseconds> untilDate(const QByteArray& text, qint64 nowUnixMilliseconds)
{
    // Qt::RFC2822Date does not read the "GMT" of HTTP dates in Qt 6.4.
    QDateTime date = QLocale::c().toDateTime(QString::fromLatin1(text.trimmed()),
                                             QStringLiteral("ddd, dd MMM yyyy hh:mm:ss 'GMT'"));
    if (!date.isValid())
        date = QDateTime::fromString(QString::fromLatin1(text.trimmed()), Qt::ISODate);
    else
        date.setTimeSpec(Qt::UTC);
    if (!date.isValid())
        return std::nullopt;
    const qint64 wait = date.toMSecsSinceEpoch() - nowUnixMilliseconds;
    return wait < 0 ? std::nullopt : std::optional<milliseconds>(wait);
}

std::optional<double> number(const QByteArray& text)
{
    bool fine = false;
    const double value = text.trimmed().toDouble(&fine);
    if (!fine || !std::isfinite(value) || value < 0)
        return std::nullopt;
    return value;
}

} // namespace

RetryDecision RetryPolicy::decide(const AttemptFailure& failure, const AttemptHistory& history,
                                  double random) const
{
    if (!failure.worthAnotherTry)
        return {};
    const milliseconds longestWait(m_options.longestCoolDownMilliseconds);
    if (failure.kind == ErrorKind::RateLimited || failure.loading) {
        if (history.sinceFirstRateLimit >= milliseconds(m_options.rateLimitPatienceMilliseconds))
            return {};
        // A model loads for a minute or so: look again every few seconds.
        const int step = failure.loading ? std::min(history.rateLimits - 1, 3) : history.rateLimits - 1;
        const milliseconds wait = failure.serverWait ? std::min(*failure.serverWait, longestWait)
                                                     : backoff(std::max(step, 0), random);
        return {true, wait, true};
    }
    if (history.counted >= m_options.mostAttempts || history.paid >= mostPaidAttempts)
        return {};
    if (failure.serverWait)
        return {true, std::min(*failure.serverWait, longestWait), true};
    return {true, backoff(std::max(history.counted - 1, 0), random), false};
}

milliseconds RetryPolicy::backoff(int failuresBefore, double random) const
{
    const double grown =
        static_cast<double>(m_options.firstBackoffMilliseconds) * std::pow(2.0, std::min(failuresBefore, 30));
    const double bounded = std::min(grown, static_cast<double>(m_options.longestBackoffMilliseconds));
    return toMilliseconds(bounded * (1 - 0.25 * random));
}

std::optional<milliseconds> readDuration(const QByteArray& text)
{
    static const QRegularExpression pattern(
        QStringLiteral("^(?:(\\d+)d)?(?:(\\d+)h)?(?:(\\d+)m(?!s))?(?:(\\d*\\.?\\d+)(ms|s))?$"));
    const QString trimmed = QString::fromLatin1(text.trimmed());
    if (trimmed.isEmpty())
        return std::nullopt;
    if (const std::optional<double> seconds = number(text))
        return toMilliseconds(*seconds * 1000);
    const QRegularExpressionMatch match = pattern.match(trimmed);
    if (!match.hasMatch())
        return std::nullopt;
    const double last = match.captured(4).toDouble() * (match.captured(5) == QLatin1String("ms") ? 1 : 1000);
    return toMilliseconds(match.captured(1).toDouble() * 86'400'000 +
                          match.captured(2).toDouble() * 3'600'000 + match.captured(3).toDouble() * 60'000 +
                          last);
}

std::optional<milliseconds> statedWait(const HttpHeaders& headers, qint64 nowUnixMilliseconds)
{
    if (const std::optional<double> exact = number(headers.value("retry-after-ms")))
        return toMilliseconds(*exact);
    const QByteArray after = headers.value("retry-after");
    if (const std::optional<double> seconds = number(after))
        return toMilliseconds(*seconds * 1000);
    if (const std::optional<milliseconds> wait =
            after.isEmpty() ? std::nullopt : untilDate(after, nowUnixMilliseconds))
        return wait;
    std::optional<milliseconds> longest;
    for (const char* kind : {"requests", "tokens", "input-tokens", "output-tokens"}) {
        for (const char* family : {"x-ratelimit-", "anthropic-ratelimit-"}) {
            const QByteArray prefix = QByteArray(family);
            const bool ours = prefix.startsWith('x');
            const QByteArray remaining = headers.value(
                (ours ? prefix + "remaining-" + kind : prefix + kind + "-remaining").constData());
            if (remaining.isEmpty() || number(remaining).value_or(1) > 0)
                continue; // this one is not what ran out
            const QByteArray reset =
                headers.value((ours ? prefix + "reset-" + kind : prefix + kind + "-reset").constData());
            std::optional<milliseconds> wait = readDuration(reset);
            if (!wait && !reset.isEmpty())
                wait = untilDate(reset, nowUnixMilliseconds);
            if (wait && (!longest || *wait > *longest))
                longest = wait;
        }
    }
    return longest;
}

} // namespace metaspo
