#pragma once

#include "core/analysis/CellInterval.h"
#include "core/domain/Draw.h"

#include <QStringList>

/// Short ways to write down judged answers. Examples are numbered from 0 in the order written.
namespace metaspo {

inline Metric metricOfKind(MetricKind kind)
{
    Metric metric;
    metric.kind = kind;
    return metric;
}

inline Outcome outcomeOf(OutcomeKind kind, const QString& prediction, qint64 nano)
{
    Outcome outcome;
    outcome.kind = kind;
    outcome.prediction = prediction;
    outcome.score = Score{nano};
    return outcome;
}

/// '+' right, '-' wrong, '?' unreadable, ' ' not answered.
inline JudgedCell answers(const char* marks)
{
    JudgedCell cell;
    int example = 0;
    for (const char* mark = marks; *mark != 0; ++mark, ++example) {
        if (*mark == '+')
            cell.append({example, {}, outcomeOf(OutcomeKind::Correct, QStringLiteral("x"), Score::one)});
        else if (*mark == '-')
            cell.append({example, {}, outcomeOf(OutcomeKind::Wrong, QStringLiteral("y"), 0)});
        else if (*mark == '?')
            cell.append({example, {}, outcomeOf(OutcomeKind::Unreadable, QStringLiteral("hm"), 0)});
    }
    return cell;
}

/// `count` right answers of `n`.
inline JudgedCell rightOf(int count, int n)
{
    return answers((QByteArray(count, '+') + QByteArray(n - count, '-')).constData());
}

/// One letter per label, gold above prediction; a digit is the text of an unreadable answer.
inline JudgedCell labelled(const char* golds, const char* predictions)
{
    JudgedCell cell;
    for (int example = 0; golds[example] != 0; ++example) {
        const char predicted = predictions[example];
        const bool isUnreadable = predicted >= '0' && predicted <= '9';
        const OutcomeKind kind = isUnreadable                  ? OutcomeKind::Unreadable
                                 : predicted == golds[example] ? OutcomeKind::Correct
                                                               : OutcomeKind::Wrong;
        cell.append({example, QString(QLatin1Char(golds[example])),
                     outcomeOf(kind, QString(QLatin1Char(predicted)),
                               kind == OutcomeKind::Correct ? Score::one : 0)});
    }
    return cell;
}

inline JudgedCell graded(const QList<double>& scores)
{
    JudgedCell cell;
    for (const double score : scores)
        cell.append({static_cast<int>(cell.size()),
                     {},
                     outcomeOf(score >= 1 ? OutcomeKind::Correct : OutcomeKind::Wrong, {},
                               static_cast<qint64>(score * static_cast<double>(Score::one) + 0.5))});
    return cell;
}

/// Random answers with labels a to d and some unreadable ones; scores in [0,1].
inline JudgedCell randomAnswers(Draw& draw, int n)
{
    static const char* const labels = "abcd";
    JudgedCell cell;
    for (int example = 0; example < n; ++example) {
        const char gold = labels[draw.below(4)];
        const qsizetype luck = draw.below(10);
        const char predicted = luck < 5   ? gold
                               : luck < 9 ? labels[draw.below(4)]
                                          : static_cast<char>('0' + draw.below(3));
        JudgedExample answer =
            labelled(QByteArray(1, gold).constData(), QByteArray(1, predicted).constData()).first();
        answer.example = example;
        if (answer.outcome.kind == OutcomeKind::Wrong)
            answer.outcome.score = Score{draw.below(Score::one)};
        cell.append(answer);
    }
    return cell;
}

} // namespace metaspo
