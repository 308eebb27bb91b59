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

Result<std::optional<int>> numberOption(const QMap<QString, QString>& options, const QString& option,
                                        const QString& what)
{
    const QString value = options.value(option);
    bool isNumber = false;
    const int number = value.toInt(&isNumber);
    if (value.isEmpty())
        return std::nullopt;
    if (!isNumber || number < 0)
        return badOption(option, value, QStringLiteral("Give a number of %1, 0 or more.").arg(what));
    return number;
}

Result<std::optional<int>> sizeOption(const QMap<QString, QString>& options, const QString& option)
{
    return numberOption(options, option, QStringLiteral("examples"));
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

Result<std::optional<char>> separatorOption(const QString& value)
{
    static const QMap<QString, char> names{{QStringLiteral("comma"), ','},
                                           {QStringLiteral("semicolon"), ';'},
                                           {QStringLiteral("tab"), '\t'},
                                           {QStringLiteral("pipe"), '|'},
                                           {QStringLiteral("space"), ' '}};
    if (value.isEmpty())
        return std::nullopt;
    if (names.contains(value))
        return names.value(value);
    const char character = value[0].toLatin1();
    if (value.size() != 1 || value[0].unicode() > 0x7E || character == '"' || value[0].isLetterOrNumber())
        return badOption(QStringLiteral("separator"), value,
                         QStringLiteral("Give comma, semicolon, tab, pipe, space or another sign."));
    return character;
}

Result<std::optional<char>> quoteOption(const QString& value)
{
    if (value.isEmpty())
        return std::nullopt;
    if (value == u"double" || value == u"single")
        return value == u"double" ? '"' : '\'';
    if (value != u"none")
        return badOption(QStringLiteral("quote"), value, QStringLiteral("Give double, single or none."));
    return '\0';
}

/// One of two words; without one, `usual`.
Result<bool> choiceOption(const QMap<QString, QString>& options, const QString& option, const QString& yes,
                          const QString& no, bool usual)
{
    const QString value = options.value(option);
    if (value != yes && value != no && !value.isEmpty())
        return badOption(option, value, QStringLiteral("Give %1 or %2.").arg(yes, no));
    return value.isEmpty() ? usual : value == yes;
}

Result<void> requireKnown(const QMap<QString, QString>& options)
{
    static const QStringList known =
        QStringLiteral("name domain role question answer user-prompt format labels metric train "
                       "validation test seed encoding separator quote skip-lines header trim bad-rows")
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

void readFileOptions(const QMap<QString, QString>& options, Result<void>& outcome, ImportOptions& read)
{
    const QString yes = QStringLiteral("yes");
    const QString no = QStringLiteral("no");
    std::optional<int> skipped;
    take(outcome, namedOption<Encoding>(options, QStringLiteral("encoding")), read.file.encoding);
    take(outcome, separatorOption(options.value(QStringLiteral("separator"))), read.file.separator);
    take(outcome, quoteOption(options.value(QStringLiteral("quote"))), read.file.quote);
    take(outcome, numberOption(options, QStringLiteral("skip-lines"), QStringLiteral("lines")), skipped);
    take(outcome, choiceOption(options, QStringLiteral("header"), yes, no, true), read.file.hasHeader);
    take(outcome, choiceOption(options, QStringLiteral("trim"), yes, no, false), read.file.trims);
    take(
        outcome,
        choiceOption(options, QStringLiteral("bad-rows"), QStringLiteral("leave-out"), QStringLiteral("refuse"), false),
        read.leavesBadRowsOut);
    read.file.skippedLines = skipped.value_or(0);
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
    readFileOptions(options, outcome, read);
    if (outcome && !read.name.isEmpty() && !isTaskName(read.name))
        outcome = badOption(QStringLiteral("name"), read.name,
                            QStringLiteral("Use letters, digits, '-', '_' and '.'."));
    if (!outcome)
        return tl::unexpected(outcome.error());
    return read;
}

} // namespace metaspo
