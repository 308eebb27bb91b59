#include "core/tasks/FormatGuess.h"

#include "core/tasks/AnswerReading.h"

#include <QRegularExpression>
#include <QSet>

namespace metaspo {

namespace {

constexpr char16_t lastChoice =
    u'R'; // the longest list of options in BIG-Bench Hard; later letters are abbreviations
constexpr qsizetype mostLabels = 20;
constexpr qsizetype longestLabel = 40;
constexpr qsizetype leastUsesOfALabel = 3; // on average

bool allAnswers(const QList<Example>& examples, const QRegularExpression& pattern)
{
    return std::all_of(examples.begin(), examples.end(), [&pattern](const Example& example) {
        return !example.answers.isEmpty() &&
               std::all_of(example.answers.begin(), example.answers.end(), [&pattern](const QString& answer) {
                   return pattern.match(answer.trimmed()).hasMatch();
               });
    });
}

/// The letters up to the last one that is an answer or an option of a question.
QStringList choicesOf(const QList<Example>& examples)
{
    static const QRegularExpression option(QStringLiteral("^\\(([A-Z])\\) "),
                                           QRegularExpression::MultilineOption);
    char16_t last = u'A';
    for (const Example& example : examples) {
        for (const QString& answer : example.answers)
            for (const QChar character : answer)
                if (character >= u'A' && character <= u'Z')
                    last = std::max(last, character.unicode());
        auto matches = option.globalMatch(example.question);
        while (matches.hasNext())
            last = std::max(last, matches.next().capturedView(1)[0].unicode());
    }
    QStringList choices;
    for (char16_t letter = u'A'; letter <= last && letter <= lastChoice; ++letter)
        choices.append(QString(QChar(letter)));
    return choices;
}

/// The different answers in order of first appearance; empty: not a closed set.
QStringList closedSet(const QList<Example>& examples)
{
    QStringList distinct;
    QSet<QString> folded;
    for (const Example& example : examples) {
        const QString answer = example.answers.value(0).trimmed();
        if (example.answers.size() != 1 || answer.isEmpty() || answer.size() > longestLabel ||
            answer.contains(u'\n'))
            return {};
        if (folded.contains(answer.toLower()))
            continue;
        folded.insert(answer.toLower());
        distinct.append(answer);
        if (distinct.size() > mostLabels)
            return {};
    }
    if (distinct.size() < 2 || examples.size() < leastUsesOfALabel * distinct.size())
        return {};
    static const QStringList positive{QStringLiteral("yes"), QStringLiteral("true"), QStringLiteral("valid")};
    if (distinct.size() == 2 && positive.contains(distinct[1].toLower())) // "yes or no", as people say it
        distinct.swapItemsAt(0, 1);
    return distinct;
}

} // namespace

AnswerFormat guessFormat(const QList<Example>& examples)
{
    static const QRegularExpression letter(QStringLiteral("^(?:\\(([A-R])\\)|([A-R])[.)]?)$"));
    static const QRegularExpression whole(QStringLiteral("^[-+\u2212]?(?:\\d{1,3}(?:,\\d{3})+|\\d+)$"));
    static const QRegularExpression decimal(
        QStringLiteral("^[-+\u2212]?(?:\\d{1,3}(?:,\\d{3})+|\\d*)(?:\\.\\d+)?$"));
    static const QRegularExpression something(QStringLiteral("\\d"));
    AnswerFormat format;
    if (examples.isEmpty())
        return format;
    if (allAnswers(examples, letter)) {
        format.kind = AnswerKind::Choice;
        format.choices = choicesOf(examples);
    } else if (allAnswers(examples, whole)) {
        format.kind = AnswerKind::Number;
    } else if (allAnswers(examples, decimal) && allAnswers(examples, something)) {
        format.kind = AnswerKind::Number;
        format.number = NumberKind::Decimal;
    } else if (const QStringList labels = closedSet(examples); !labels.isEmpty()) {
        format.kind = AnswerKind::Label;
        for (const QString& label : labels)
            format.labels.append({label, {}});
        for (const QString& label : labels)
            if (readAnswer(format, label).value != label)
                return {};
    }
    return format;
}

MetricKind guessMetric(const AnswerFormat& format)
{
    return format.kind == AnswerKind::Text ? MetricKind::ExactMatch : MetricKind::Accuracy;
}

void canonicaliseAnswers(Task& task)
{
    if (task.format.kind != AnswerKind::Choice && task.format.kind != AnswerKind::Label)
        return;
    for (Example& example : task.examples)
        for (QString& answer : example.answers)
            answer = readAnswer(task.format, answer).value.value_or(answer);
}

QString answerRequest(const AnswerFormat& format)
{
    switch (format.kind) {
    case AnswerKind::Choice:
        return QStringLiteral("Write only the letter of the right option inside <answer></answer> tags.");
    case AnswerKind::Number:
        return QStringLiteral("Write only the number inside <answer></answer> tags.");
    case AnswerKind::Label: {
        QStringList names;
        for (const Label& label : format.labels)
            names.append(label.name);
        const QString last = names.isEmpty() ? QString() : names.takeLast();
        const QString list =
            names.isEmpty() ? last : names.join(QStringLiteral(", ")) + QStringLiteral(" or ") + last;
        return QStringLiteral("Write %1 inside <answer></answer> tags.").arg(list);
    }
    case AnswerKind::Text:
        break;
    }
    return QStringLiteral(
        "Write only the answer itself, in as few words as possible, inside <answer></answer> tags.");
}

} // namespace metaspo
