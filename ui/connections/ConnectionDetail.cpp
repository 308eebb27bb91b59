#include "ui/connections/ConnectionDetail.h"

#include "ui/connections/CheckModel.h"
#include "ui/connections/ConnectionForm.h"
#include "ui/kit/Background.h"
#include "ui/kit/Layout.h"
#include "ui/kit/PlainText.h"
#include "ui/kit/RowDelegate.h"
#include "ui/kit/TableActions.h"

#include <QFutureWatcher>
#include <QLabel>
#include <QListView>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace metaspo {

ConnectionDetail::ConnectionDetail(Workspace& workspace, QWidget* parent)
    : QWidget(parent)
    , m_workspace(workspace)
    , m_form(new ConnectionForm(workspace, this))
    , m_checks(new CheckModel(this))
    , m_title(heading({}, this))
    , m_note(hint({}, this))
{
    m_title->setObjectName(QStringLiteral("connectionTitle"));
    m_note->setObjectName(QStringLiteral("connectionNote"));
    auto* inner = new QWidget(this);
    inner->setMaximumWidth(720);
    auto* rows = new QVBoxLayout(inner);
    rows->setContentsMargins(0, 0, 12, 0);
    rows->setSpacing(gap);
    rows->addWidget(m_note);
    rows->addWidget(m_form);
    rows->addWidget(makeButtons());
    rows->addSpacing(8);
    rows->addWidget(makeChecks());
    rows->addStretch(1);
    auto* scroll = new QScrollArea(this);
    scroll->setObjectName(QStringLiteral("connectionScroll"));
    scroll->setWidget(inner);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->viewport()->setAutoFillBackground(false);
    inner->setAutoFillBackground(false);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(gap);
    column->addWidget(m_title);
    column->addWidget(scroll, 1);

    connect(m_form, &ConnectionForm::changed, this, &ConnectionDetail::showButtons);
    connect(m_form, &ConnectionForm::failed, this,
            [this](const Error& error) { Q_EMIT noticeRaised(Notice::error(error)); });
    connect(m_form, &ConnectionForm::keyStored, this,
            [this] { Q_EMIT noticeRaised(Notice::success(tr("The key is stored."))); });
}

QWidget* ConnectionDetail::makeButtons()
{
    auto* area = new QWidget(this);
    m_save = button(tr("&Save"), {}, QStringLiteral("saveConnection"), area);
    m_save->setDefault(true);
    m_revert = button(tr("Re&vert"), {}, QStringLiteral("revertConnection"), area);
    m_remove = button(tr("&Remove"), QStringLiteral("remove"), QStringLiteral("removeConnection"), area);
    auto* row = new QHBoxLayout(area);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_save);
    row->addWidget(m_revert);
    row->addStretch(1);
    row->addWidget(m_remove);
    connect(m_save, &QPushButton::clicked, this, &ConnectionDetail::save);
    connect(m_revert, &QPushButton::clicked, this, [this] {
        if (isNew())
            Q_EMIT discarded();
        else
            setConnection(m_stored);
    });
    connect(m_remove, &QPushButton::clicked, this, [this] { Q_EMIT removeRequested(m_stored.name); });
    return area;
}

QWidget* ConnectionDetail::makeChecks()
{
    auto* card = new Card(this);
    m_testButton = button(tr("&Test the connection"), QStringLiteral("test"), QStringLiteral("testConnection"), card);
    m_verdict = hint({}, card);
    m_verdict->setObjectName(QStringLiteral("testVerdict"));
    m_checkList = new QListView(card);
    nameWidget(m_checkList, QStringLiteral("connectionChecks"), tr("Checks of the connection"));
    m_checkList->setModel(m_checks);
    m_checkList->setItemDelegate(new RowDelegate(RowDelegate::LongLines::Wrapped, m_checkList));
    m_checkList->setResizeMode(QListView::Adjust);
    m_checkList->setFrameShape(QFrame::NoFrame);
    m_checkList->setSelectionMode(QAbstractItemView::SingleSelection);
    m_checkList->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff); // the page scrolls
    m_checkList->hide();
    auto* row = new QHBoxLayout;
    row->setContentsMargins(14, 0, 14, 0);
    row->addWidget(m_verdict, 1);
    row->addWidget(m_testButton);
    auto* actions = new TableActions(
        m_checkList, [this](const auto& rows, TableActions::Readers) { return m_checks->source(rows); }, card);
    connect(actions, &TableActions::noticeRaised, this, &ConnectionDetail::noticeRaised);
    row->addWidget(actions);
    auto* column = new QVBoxLayout(card);
    column->setContentsMargins(2, 12, 2, 12);
    column->addLayout(row);
    column->addWidget(m_checkList);
    connect(m_testButton, &QPushButton::clicked, this, &ConnectionDetail::test);
    return card;
}

void ConnectionDetail::setConnection(const Connection& connection, const QString& note)
{
    m_test.cancel();
    m_test = {};
    ++m_generation;
    m_stored = connection;
    m_noteText = note;
    m_title->setText(isNew() ? tr("New connection") : displayLine(connection.name, 60));
    m_note->setText(displayLine(note, 400));
    m_note->setHidden(note.isEmpty());
    m_form->setConnection(connection);
    m_remove->setVisible(!isNew());
    m_checks->clear();
    m_checkList->hide();
    m_verdict->setText(tr("Eight checks, with at most three tiny calls: is the server there, is the key good, does the "
                          "model answer?"));
    m_testButton->setEnabled(true);
    showButtons();
}

bool ConnectionDetail::isEdited() const
{
    return m_form->isEdited();
}

ConnectionEdits ConnectionDetail::edits() const
{
    return m_form->edits();
}

void ConnectionDetail::setEdits(const ConnectionEdits& edits)
{
    m_form->setEdits(edits);
}

void ConnectionDetail::showButtons()
{
    const bool canSave = isNew() || isEdited();
    m_save->setEnabled(canSave);
    m_revert->setEnabled(canSave);
    m_revert->setText(isNew() ? tr("Discard") : tr("Re&vert"));
}

void ConnectionDetail::save()
{
    if (const std::optional<Error> problem = m_form->problem())
        return Q_EMIT noticeRaised(Notice::error(*problem));
    const Connection edited = m_form->connection();
    m_save->setEnabled(false);
    inBackground(
        this, [connections = m_workspace.connections(), edited]() mutable { return connections.save(edited); },
        [this, edited, generation = m_generation](const Result<Connection>& result) {
            if (generation == m_generation)
                m_save->setEnabled(true);
            if (!result) {
                Q_EMIT noticeRaised(Notice::error(result.error()));
                return;
            }
            if (generation == m_generation)
                takeSaved(*result, edited);
            Q_EMIT saved(*result);
        });
}

// What was typed while it was being saved stays, unsaved.
void ConnectionDetail::takeSaved(const Connection& saved, const Connection& edited)
{
    const ConnectionEdits typed = m_form->edits();
    const bool isMore = m_form->connection() != edited || m_form->problem();
    m_stored = saved;
    m_form->setConnection(saved);
    if (isMore)
        m_form->setEdits(typed);
    m_title->setText(displayLine(saved.name, 60));
    m_remove->show();
    m_note->hide();
    showButtons();
}

void ConnectionDetail::test()
{
    m_checks->begin();
    m_checkList->show();
    fitChecks();
    m_testButton->setEnabled(false);
    m_verdict->setText(tr("Testing …"));
    m_test = m_workspace.testConnection(m_form->connection());
    auto* watcher = new QFutureWatcher<ConnectionCheck>(this);
    connect(watcher, &QFutureWatcherBase::resultReadyAt, this, [this, watcher](int index) {
        if (watcher->future().isCanceled())
            return;
        m_checks->add(watcher->resultAt(index));
        fitChecks();
    });
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher] {
        if (!watcher->isCanceled())
            showVerdict();
        watcher->deleteLater();
    });
    watcher->setFuture(m_test);
}

void ConnectionDetail::fitChecks()
{
    int height = 0;
    for (int row = 0; row < m_checks->rowCount(); ++row)
        height += m_checkList->sizeHintForRow(row);
    m_checkList->setFixedHeight(height);
    m_checkList->doItemsLayout();
}

void ConnectionDetail::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fitChecks();
}

void ConnectionDetail::showVerdict()
{
    m_testButton->setEnabled(true);
    if (m_checks->failed() == 0)
        m_verdict->setText(tr("Ready: checks passed: %1.").arg(m_checks->passed()));
    else
        m_verdict->setText(tr("Not ready: checks failed: %1. The first one that failed says what to do.")
                               .arg(m_checks->failed()));
}

} // namespace metaspo
