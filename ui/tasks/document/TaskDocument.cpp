#include "ui/tasks/document/TaskDocument.h"

#include "core/engine/TaskEditing.h"
#include "ui/tasks/document/TaskCommands.h"

#include <QUndoStack>
#include <algorithm>
#include <chrono>
#include <iterator>
#include <tuple>

namespace metaspo {

namespace {

constexpr int mostCommands = 500;
constexpr std::chrono::milliseconds burstPause(1000);

int& countOf(TaskEntry& entry, Split split)
{
    return split == Split::Train ? entry.train : split == Split::Validation ? entry.validation : entry.test;
}

} // namespace

TaskDocument::TaskDocument(QObject* parent)
    : QObject(parent)
    , m_history(new QUndoStack(this))
{
    m_history->setUndoLimit(mostCommands);
    m_typing.setSingleShot(true);
    m_typing.setInterval(burstPause);
}

TaskDocument::~TaskDocument() = default;

const TaskEntry* TaskDocument::entry(TaskKey key) const
{
    const auto found = m_entries.find(key);
    return found == m_entries.end() || found->second.isRemoved ? nullptr : &found->second;
}

QList<TaskKey> TaskDocument::keys() const
{
    QList<TaskKey> keys;
    for (const auto& [key, entry] : m_entries)
        if (!entry.isRemoved)
            keys.append(key);
    std::stable_sort(keys.begin(), keys.end(), [this](TaskKey left, TaskKey right) {
        const Task& first = m_entries.at(left).task;
        const Task& second = m_entries.at(right).task;
        return std::tie(first.domain, first.name) < std::tie(second.domain, second.name);
    });
    return keys;
}

TaskKey TaskDocument::keyOf(qint64 id) const
{
    for (const auto& [key, entry] : m_entries)
        if (entry.id == id && id != 0)
            return key;
    return 0;
}

QStringList TaskDocument::names(TaskKey except) const
{
    QStringList names;
    for (const auto& [key, entry] : m_entries)
        if (!entry.isRemoved && key != except)
            names.append(entry.task.name);
    return names;
}

bool TaskDocument::takeFromFile(const QList<TaskSummary>& tasks, const QHash<qint64, qint64>& seriesOf,
                                const QSet<qint64>& changedSeries)
{
    std::map<TaskKey, TaskEntry> former = std::exchange(m_entries, {});
    QHash<qint64, TaskKey> keyOfSeries;
    for (const auto& [key, entry] : former)
        if (const qint64 series = seriesOf.value(entry.id); series != 0 && !entry.isRemoved)
            keyOfSeries.insert(series, key);
    bool isForgetting = false;
    for (const TaskSummary& summary : tasks) {
        const qint64 series = seriesOf.value(summary.task.id);
        const TaskKey known = keyOfSeries.value(series);
        const bool isSame = known != 0 && !changedSeries.contains(series);
        isForgetting = isForgetting || (known != 0 && !isSame);
        TaskEntry entry = known != 0 ? former.extract(known).mapped() : TaskEntry{};
        entry.key = known != 0 ? known : ++m_lastKey;
        entry.id = summary.task.id;
        if (!isSame) {
            entry.task = summary.task;
            entry.isLoaded = false;
            std::tie(entry.train, entry.validation, entry.test) =
                std::tie(summary.train, summary.validation, summary.test);
        }
        m_entries.insert_or_assign(entry.key, std::move(entry));
    }
    for (auto& [key, entry] : former) {
        isForgetting = isForgetting || !entry.isRemoved;
        if (entry.isRemoved) // can still be brought back
            m_entries.emplace(key, std::move(entry));
    }
    isForgetting = isForgetting && m_history->count() > 0;
    if (isForgetting)
        m_history->clear();
    Q_EMIT listChanged();
    return isForgetting;
}

void TaskDocument::setContent(TaskKey key, const Task& task)
{
    const auto found = m_entries.find(key);
    if (found == m_entries.end() || found->second.isLoaded)
        return;
    found->second.task = task;
    found->second.isLoaded = true;
    ++found->second.revision;
    count(found->second);
    Q_EMIT contentRead(key);
}

void TaskDocument::setStoredId(TaskKey key, qint64 id)
{
    if (const auto found = m_entries.find(key); found != m_entries.end())
        found->second.id = id;
}

qint64 TaskDocument::storedId(TaskKey key) const
{
    const auto found = m_entries.find(key);
    return found == m_entries.end() ? 0 : found->second.id;
}

void TaskDocument::count(TaskEntry& entry)
{
    entry.train = entry.validation = entry.test = 0;
    for (const Example& example : std::as_const(entry.task.examples))
        ++countOf(entry, example.split);
}

void TaskDocument::edit(TaskKey key, const TaskEdit& edit, const QString& what, const TypingPlace& place)
{
    if (edit.isEmpty() || !entry(key))
        return;
    m_history->push(new EditCommand(*this, key, edit, what, burstFor(key, place)));
}

QList<TaskKey> TaskDocument::add(const QList<Task>& tasks, const QString& what)
{
    QList<TaskKey> keys;
    for (Task task : tasks) {
        task.id = 0;
        task.version = 1;
        TaskEntry entry;
        entry.key = ++m_lastKey;
        entry.task = task;
        entry.isLoaded = true;
        entry.isRemoved = true; // until the command is done
        count(entry);
        keys.append(entry.key);
        m_entries.emplace(entry.key, std::move(entry));
    }
    endTyping();
    if (!keys.isEmpty())
        m_history->push(new PresenceCommand(*this, keys, true, what));
    return keys;
}

void TaskDocument::remove(TaskKey key, const QString& what)
{
    endTyping();
    if (entry(key))
        m_history->push(new PresenceCommand(*this, {key}, false, what));
}

void TaskDocument::takeBack(const QList<TaskKey>& wanted, const QString& what)
{
    QList<TaskKey> keys; // another program may have removed some
    std::copy_if(wanted.begin(), wanted.end(), std::back_inserter(keys),
                 [this](TaskKey key) { return m_entries.contains(key); });
    if (keys.isEmpty())
        return;
    endTyping();
    const int last = m_history->index() - 1;
    const auto* command = last < 0 ? nullptr : dynamic_cast<const PresenceCommand*>(m_history->command(last));
    const bool isPresent = !m_entries.at(keys.first()).isRemoved;
    if (command && command->keys() == keys && command->isPresent() == isPresent)
        return m_history->undo();
    const auto renamings = isPresent ? QList<std::pair<TaskKey, TaskEdit>>() : freeing(keys);
    if (renamings.isEmpty())
        return m_history->push(new PresenceCommand(*this, keys, !isPresent, what));
    m_history->beginMacro(what);
    m_history->push(new PresenceCommand(*this, keys, true, what));
    for (const auto& [key, edit] : renamings)
        m_history->push(new EditCommand(*this, key, edit, what, 0));
    m_history->endMacro();
}

/// What gives those of these removed tasks another name whose own name is taken now.
QList<std::pair<TaskKey, TaskEdit>> TaskDocument::freeing(const QList<TaskKey>& keys) const
{
    QList<std::pair<TaskKey, TaskEdit>> edits;
    QStringList taken = names();
    for (const TaskKey key : keys) {
        const Task& task = m_entries.at(key).task;
        Task named = task;
        if (taken.contains(task.name)) {
            named.name = freeTaskName(task.name, taken);
            edits.append({key, headEdit(task, named)});
        }
        taken.append(named.name);
    }
    return edits;
}

void TaskDocument::endTyping()
{
    m_typing.stop();
}

int TaskDocument::burstFor(TaskKey key, const TypingPlace& place)
{
    if (place.field == 0) {
        endTyping();
        return 0;
    }
    const bool goesOn = m_typing.isActive() && m_typingKey == key && m_typingPlace == place;
    m_typingKey = key;
    m_typingPlace = place;
    m_typing.start();
    return goesOn ? m_burst : ++m_burst;
}

void TaskDocument::applyEdit(TaskKey key, const TaskEdit& edit, EditDirection direction)
{
    TaskEntry& entry = m_entries.at(key);
    apply(entry.task, edit, direction);
    ++entry.revision;
    const int step = direction == EditDirection::Forward ? 1 : -1;
    bool areCountsChanged = false;
    for (const ExampleEdit& one : edit.examples) {
        if (one.before && one.after && one.before->split == one.after->split)
            continue;
        areCountsChanged = true;
        if (one.before)
            countOf(entry, one.before->split) -= step;
        if (one.after)
            countOf(entry, one.after->split) += step;
    }
    Q_EMIT edited(key, edit, direction);
    if (edit.head || areCountsChanged)
        Q_EMIT headChanged(key);
    Q_EMIT operationDone({TaskOperation::Kind::Edit, key, headOf(entry.task), edit, direction});
}

void TaskDocument::setPresent(const QList<TaskKey>& keys, bool isPresent)
{
    QList<TaskOperation> operations;
    for (const TaskKey key : keys) {
        TaskEntry& entry = m_entries.at(key);
        using Kind = TaskOperation::Kind;
        entry.isRemoved = !isPresent;
        operations.append({isPresent ? Kind::Put : Kind::Remove, key, entry.task, {}, EditDirection::Forward});
    }
    Q_EMIT listChanged();
    for (const TaskOperation& operation : std::as_const(operations))
        Q_EMIT operationDone(operation);
    if (isPresent)
        Q_EMIT taskCame(keys.first());
}

void TaskDocument::reveal(TaskKey key, const TaskEdit& edit, EditDirection direction)
{
    endTyping();
    int example = edit.examples.isEmpty() ? -1 : edit.examples.first().index();
    for (const ExampleEdit& one : edit.examples)
        if (direction == EditDirection::Forward ? one.after : one.before) {
            example = one.index();
            break;
        }
    Q_EMIT changeRevealed(key, example);
}

} // namespace metaspo
