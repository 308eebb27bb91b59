#include "core/tasks/ImportOptions.h"

#include "core/tasks/TaskName.h"
#include "core/tasks/readers/LineReader.h"

namespace metaspo {

namespace {

tl::unexpected<Error> badOption(const QString& option, const QString& value, const QString& remedy)
{
    return failure(ErrorKind::WrongUsage, QStringLiteral("--%1 does not take \"%2\".").arg(option, value), {},
                   remedy);
}

template <typename E>
Result<std::optional<E>> namedOption(const QMap<QString, QString>& options, const QString& option)
{
    const QString value = options.value(option);
    if (value.isEmpty())
        return std::nullopt;
    const auto known = fromName<E>(value);
    if (!known)
        return badOption(option, value, QStringLiteral("Give one of: %1.").arg(allNames<E>()));
    return known;
}

Result<std::optional<int>> sizeOption(const QMap<QString, QString>& options, const QString& option)
{
    const QString value = options.value(option);
    bool isNumber = false;
    const int size = value.toInt(&isNumber);
    if (value.isEmpty())
        return std::nullopt;
    if (!isNumber || size < 0)
        return badOption(option, value, QStringLiteral("Give a number of examples, 0 or more."));
    return size;
}

Result<QString> userPromptOption(const QString& value)
{
    QString prompt = value;
    if (value.startsWith(u'@')) {
        constexpr qint64 longestPrompt = 1024 * 1024;
        const auto content = readWholeText(value.mid(1), longestPrompt);
        if (!content)
            return tl::unexpected(content.error());
        prompt = QString::fromUtf8(*content).trimmed();
    }
    if (!prompt.isEmpty() && prompt.count(questionPlaceholder) != 1)
        return badOption(
            QStringLiteral("user-prompt"), value,
            QStringLiteral("A user prompt contains {question} exactly once, where the question goes."));
    return prompt;
}

Result<QStringList> labelsOption(const QString& value)
{
    QStringList labels;
    for (const QString& part : value.split(u',', Qt::SkipEmptyParts)) {
        const QString label = part.trimmed();
        if (label.isEmpty() || labels.contains(label))
            return badOption(QStringLiteral("labels"), value,
                             QStringLiteral("Give different labels, separated by commas."));
        labels.append(label);
    }
    if (labels.size() == 1)
        return badOption(QStringLiteral("labels"), value,
                         QStringLiteral("Give at least two labels, separated by commas."));
    return labels;
}

Result<void> requireKnown(const QMap<QString, QString>& options)
{
    static const QStringList known =
        QStringLiteral("name domain role question answer user-prompt format labels metric train "
                       "validation test seed")
            .split(u' ');
    for (const QString& option : options.keys())
        if (!known.contains(option))
            return failure(ErrorKind::WrongUsage, QStringLiteral("An import has no option --%1.").arg(option),
                           {},
                           QStringLiteral("The options are: --%1.").arg(known.join(QStringLiteral(", --"))));
    return {};
}

/// Puts a read value in its place or keeps the first error.
template <typename T, typename Place> void take(Result<void>& outcome, Result<T>&& read, Place& place)
{
    if (!read && outcome)
        outcome = tl::unexpected(read.error());
    else if (read)
        place = *read;
}

} // namespace

Result<ImportOptions> readImportOptions(const QMap<QString, QString>& options)
{
    ImportOptions read;
    Result<void> outcome = requireKnown(options);
    read.name = options.value(QStringLiteral("name")).trimmed();
    read.domain = options.value(QStringLiteral("domain")).trimmed();
    read.question = options.value(QStringLiteral("question"));
    read.answer = options.value(QStringLiteral("answer"));
    take(outcome, namedOption<TaskRole>(options, QStringLiteral("role")), read.role);
    take(outcome, namedOption<AnswerKind>(options, QStringLiteral("format")), read.format);
    take(outcome, namedOption<MetricKind>(options, QStringLiteral("metric")), read.metric);
    take(outcome, userPromptOption(options.value(QStringLiteral("user-prompt"))), read.userPrompt);
    take(outcome, labelsOption(options.value(QStringLiteral("labels"))), read.labels);
    take(outcome, sizeOption(options, QStringLiteral("train")), read.sizes.train);
    take(outcome, sizeOption(options, QStringLiteral("validation")), read.sizes.validation);
    take(outcome, sizeOption(options, QStringLiteral("test")), read.sizes.test);
    if (const QString seed = options.value(QStringLiteral("seed")); outcome && !seed.isEmpty()) {
        bool isNumber = false;
        read.seed = seed.toULongLong(&isNumber);
        if (!isNumber)
            outcome =
                badOption(QStringLiteral("seed"), seed, QStringLiteral("Give a whole number, 0 or more."));
    }
    if (outcome && !read.name.isEmpty() && !isTaskName(read.name))
        outcome = badOption(QStringLiteral("name"), read.name,
                            QStringLiteral("Use letters, digits, '-', '_' and '.'."));
    if (!outcome)
        return tl::unexpected(outcome.error());
    return read;
}

} // namespace metaspo
