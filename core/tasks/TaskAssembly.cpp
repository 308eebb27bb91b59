#include "core/tasks/TaskAssembly.h"

#include "core/tasks/AnswerReading.h"
#include "core/tasks/FormatGuess.h"
#include "core/tasks/TaskName.h"

#include <QCollator>
#include <QFileInfo>
#include <algorithm>

namespace metaspo {

namespace {

constexpr qsizetype headRows = 200; ///< what decides on preset and columns, and what a preview shows

QString shortened(const QString& text)
{
    constexpr qsizetype longest = 60;
    return text.size() <= longest ? text : text.left(longest) + QChar(0x2026);
}

} // namespace

TaskAssembly::TaskAssembly(const Source& source, const QString& preset, const ImportOptions& options)
    : m_source(source)
    , m_presetOption(preset)
    , m_options(options)
{}

Result<Reading> TaskAssembly::add(const Record& record)
{
    if (m_isDecided)
        return convert(record).map([] { return Reading::GoOn; });
    m_head.append(record);
    if (m_head.size() == headRows)
        return decide().map([] { return Reading::GoOn; });
    return Reading::GoOn;
}

Result<void> TaskAssembly::decide()
{
    m_isDecided = true;
    if (m_head.isEmpty())
        return m_firstFault ? tl::unexpected(*m_firstFault)
                            : badFile(m_source.path, QStringLiteral("It has no rows."),
                                      QStringLiteral("Check that it is the right file."));
    m_columns = m_head.front().columns();
    for (const Record& record : m_head) {
        QStringList texts;
        for (const QString& column : m_columns)
            texts.append(record.text(column));
        m_firstRows.append(texts);
    }
    if (const auto chosen = choosePreset(); !chosen)
        return chosen;
    if (const auto chosen = chooseColumns(); !chosen)
        return chosen;
    for (const Record& record : std::exchange(m_head, {}))
        if (const auto converted = convert(record); !converted)
            return converted;
    return {};
}

Result<void> TaskAssembly::choosePreset()
{
    for (const auto& preset : importPresets()) {
        const bool isNamed = preset->name() == m_presetOption;
        if (isNamed && !m_head.front().hasAll(preset->columns()))
            return badFile(
                m_source.path,
                QStringLiteral("The preset \"%1\" needs the columns %2; the columns are: %3.")
                    .arg(m_presetOption, preset->columns().join(QStringLiteral(", ")),
                         m_columns.join(QStringLiteral(", "))),
                QStringLiteral("Leave --preset out, or give --question and --answer with --preset none."));
        if (isNamed || (m_presetOption == u"auto" && preset->recognises(m_head))) {
            m_preset = preset.get();
            return {};
        }
    }
    return {};
}

Result<void> TaskAssembly::chooseColumns()
{
    const auto ofThisFile = [this](Error error) {
        error.what = QFileInfo(m_source.path).fileName() + QStringLiteral(": ") + error.what;
        return tl::unexpected(error);
    };
    if (!m_preset) {
        auto mapping = ColumnMapping::of(m_columns, m_options.question, m_options.answer);
        if (!mapping)
            return ofThisFile(mapping.error());
        m_mapping = *mapping;
        m_notes += mapping->notes;
        return {};
    }
    if (!m_options.answer.isEmpty() && !m_columns.contains(m_options.answer))
        return ofThisFile(noSuchAnswerColumn(m_options.answer, m_columns).value());
    if (m_options.question.isEmpty())
        return {};
    auto parsed = QuestionTemplate::parse(m_options.question, m_columns);
    if (!parsed)
        return ofThisFile(parsed.error());
    m_question = *parsed;
    return {};
}

tl::unexpected<Error> TaskAssembly::fault(const QString& place, const RowFault& fault) const
{
    QString sentence = place + QStringLiteral(": ") + fault.why + u'.';
    sentence[0] = sentence[0].toUpper();
    return badFile(m_source.path, sentence,
                   fault.remedy.isEmpty()
                       ? QStringLiteral("Correct or remove that row; nothing was imported.")
                       : fault.remedy);
}

void TaskAssembly::reject(const RejectedRow& row)
{
    if (!m_firstFault)
        m_firstFault = fault(row.place, {row.why, {}}).value();
    m_rejected.append({QFileInfo(m_source.path).fileName() + QStringLiteral(": ") + row.place, row.why});
}

Result<void> TaskAssembly::refuse(const QString& place, const RowFault& found)
{
    if (!m_options.leavesBadRowsOut)
        return fault(place, found);
    reject({place, found.why});
    return {};
}

tl::expected<SourceRow, RowFault> TaskAssembly::rowOf(const Record& record) const
{
    SourceRow row;
    const auto valueOf = [&record](const QString& column) { return record.text(column); };
    if (m_preset) {
        for (const QString& column : m_preset->columns())
            if (!record.has(column))
                return rowFault(QStringLiteral("the field \"%1\" is missing").arg(column));
        auto made = m_preset->row(record);
        if (!made)
            return made;
        row = *made;
        if (m_question)
            row.question = m_question->build(valueOf);
        if (!m_options.answer.isEmpty())
            row.answers = answersIn(record, m_options.answer);
    } else {
        for (const QString& column : m_mapping->question.columns() + QStringList{m_mapping->answer})
            if (!record.has(column))
                return rowFault(QStringLiteral("the field \"%1\" is missing").arg(column));
        row.question = m_mapping->question.build(valueOf);
        row.answers = answersIn(record, m_mapping->answer);
        row.externalId = m_mapping->id.isEmpty() ? QString() : record.text(m_mapping->id);
    }
    row.question = row.question.trimmed();
    if (row.question.isEmpty())
        return rowFault(QStringLiteral("the question is empty"));
    if (row.answers.isEmpty())
        return rowFault(QStringLiteral("there is no answer"));
    for (QString& answer : row.answers) {
        answer = answer.trimmed();
        if (answer.isEmpty())
            return rowFault(QStringLiteral("the answer is empty"));
    }
    return row;
}

tl::expected<std::optional<Split>, RowFault> TaskAssembly::splitOf(const Record& record) const
{
    if (const auto split = splitOfSection(record.section()))
        return split;
    if (!m_mapping || m_mapping->split.isEmpty())
        return std::nullopt;
    const QString text = record.text(m_mapping->split);
    const auto split = splitOfSection(text);
    if (!split)
        return rowFault(QStringLiteral("the split \"%1\" is none of %2").arg(text, allNames<Split>()));
    return split;
}

Result<void> TaskAssembly::convert(const Record& record)
{
    const auto row = rowOf(record);
    if (!row)
        return refuse(record.place(), row.error());
    const auto split = splitOf(record);
    if (!split)
        return refuse(record.place(), split.error());
    auto known = m_draftOfGroup.find(row->group);
    if (known == m_draftOfGroup.end()) {
        known = m_draftOfGroup.insert(row->group, m_drafts.size());
        m_drafts.append(Draft{row->group, {}, {}, {}});
    }
    Draft& draft = m_drafts[*known];
    Example example;
    example.index = static_cast<int>(draft.task.examples.size());
    example.split = split->value_or(Split::Train);
    example.question = row->question;
    example.answers = row->answers;
    example.externalId = row->externalId;
    draft.task.examples.append(example);
    draft.places.append(record.place());
    if (*split && !draft.given.contains(**split))
        draft.given.append(**split);
    return {};
}

Result<void> TaskAssembly::settleFormat(Draft& draft)
{
    Task& task = draft.task;
    const AnswerFormat guessed = guessFormat(task.examples);
    const bool isOwnAnswer = !m_preset || !m_options.answer.isEmpty();
    const bool isOwnFormat = m_options.format || !m_options.labels.isEmpty();
    if (!isOwnAnswer && !isOwnFormat)
        return {};
    if (isOwnAnswer)
        task.format = guessed;
    if (isOwnFormat) {
        AnswerFormat format;
        const bool areLetters =
            std::all_of(m_options.labels.begin(), m_options.labels.end(),
                        [](const QString& label) { return label.size() == 1 && label[0].isUpper(); });
        format.kind = m_options.format.value_or(areLetters ? AnswerKind::Choice : AnswerKind::Label);
        if (format.kind == AnswerKind::Choice)
            format.choices = m_options.labels.isEmpty() ? guessed.choices : m_options.labels;
        for (const QString& label : m_options.labels)
            if (format.kind == AnswerKind::Label)
                format.labels.append({label, {}});
        if (format.kind == AnswerKind::Label && format.labels.isEmpty())
            format.labels = guessed.labels.isEmpty() ? task.format.labels : guessed.labels;
        if (guessed.kind == AnswerKind::Number)
            format.number = guessed.number;
        if ((format.kind == AnswerKind::Choice && format.choices.isEmpty()) ||
            (format.kind == AnswerKind::Label && format.labels.isEmpty()))
            return failure(
                ErrorKind::WrongUsage,
                QStringLiteral("The answers do not show what the %1 set is.").arg(name(format.kind)),
                QStringLiteral("They are too many or too different."),
                QStringLiteral("Give --labels, separated by commas."));
        task.format = format;
    }
    if (!isOwnFormat)
        m_notes.append(QStringLiteral("The answers are read as %1; --format gives another.")
                           .arg(name(task.format.kind)));
    canonicaliseAnswers(task);
    task.metric.kind = guessMetric(task.format);
    task.userPrompt = QStringLiteral("Answer the question.\n\n{question}\n\n") + answerRequest(task.format);
    if (m_options.userPrompt.isEmpty())
        m_notes.append(QStringLiteral("A plain user prompt was filled in; --user-prompt gives another."));
    return {};
}

Result<void> TaskAssembly::readBack(Draft& draft)
{
    const AnswerFormat& format = draft.task.format;
    QList<Example> kept;
    for (qsizetype i = 0; i < draft.task.examples.size(); ++i) {
        bool isRead = true;
        for (const QString& answer : draft.task.examples[i].answers) {
            const ReadAnswer read = readAnswer(format, answer);
            if (read.value || !isRead)
                continue;
            isRead = false;
            const auto refused =
                refuse(draft.places[i], {QStringLiteral("the answer \"%1\" cannot be read as %2 (%3)")
                                             .arg(shortened(answer), name(format.kind), read.reason),
                                         QStringLiteral("Correct the row, or give another --format or --labels.")});
            if (!refused)
                return refused;
        }
        if (!isRead)
            continue;
        kept.append(draft.task.examples[i]);
        kept.last().index = static_cast<int>(kept.size()) - 1;
    }
    draft.task.examples = kept;
    return {};
}

Result<void> TaskAssembly::complete(Draft& draft)
{
    Task& task = draft.task;
    task.domain = QStringLiteral("General");
    if (m_preset)
        m_preset->complete(task);
    else if (m_options.domain.isEmpty())
        m_notes.append(QStringLiteral("No domain was given, so it is \"General\"; --domain gives another."));
    if (const auto settled = settleFormat(draft); !settled)
        return settled;
    if (!m_options.domain.isEmpty())
        task.domain = m_options.domain;
    if (!m_options.userPrompt.isEmpty())
        task.userPrompt = m_options.userPrompt;
    task.role = m_options.role.value_or(task.role);
    task.metric.kind = m_options.metric.value_or(task.metric.kind);
    const QString own = taskNameFrom(draft.group.isEmpty() ? m_source.stem() : draft.group);
    const bool isOneOfMany = !draft.group.isEmpty() && m_drafts.size() > 1;
    task.name = m_options.name.isEmpty() ? own : isOneOfMany ? m_options.name + u'-' + own : m_options.name;
    if (task.origin.isEmpty())
        task.origin = QFileInfo(m_source.path).fileName();
    if (const auto read = readBack(draft); !read || draft.task.examples.isEmpty())
        return read;
    auto notes = assignSplits(task, draft.given, m_options.sizes, m_options.seed);
    if (!notes)
        return tl::unexpected(notes.error());
    for (const QString& note : *notes)
        m_notes.append(task.name + QStringLiteral(": ") + note);
    return {};
}

// The reader, the conversion and the reading back of answers each find faults at their own time.
void TaskAssembly::sortRejected()
{
    QCollator byNumbers(QLocale(QLocale::English));
    byNumbers.setNumericMode(true);
    std::stable_sort(m_rejected.begin(), m_rejected.end(), [&](const RejectedRow& one, const RejectedRow& other) {
        return byNumbers.compare(one.place, other.place) < 0;
    });
}

Result<QList<Task>> TaskAssembly::finish()
{
    if (!m_isDecided)
        if (const auto decided = decide(); !decided)
            return tl::unexpected(decided.error());
    QList<Task> tasks;
    for (Draft& draft : m_drafts) {
        if (const auto completed = complete(draft); !completed)
            return tl::unexpected(completed.error());
        if (!draft.task.examples.isEmpty())
            tasks.append(draft.task);
    }
    sortRejected();
    if (tasks.isEmpty() && m_firstFault)
        return tl::unexpected(*m_firstFault);
    return tasks;
}

} // namespace metaspo
