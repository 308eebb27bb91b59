// How the window lets a project go and closes: the part of MainWindow that asks first and finishes what is paid for.

#include "core/engine/ClosingProjects.h"
#include "ui/kit/PlainText.h"
#include "ui/kit/Settings.h"
#include "ui/window/FinishingDialog.h"
#include "ui/window/MainWindow.h"

#include <QCloseEvent>
#include <QDialogButtonBox>
#include <QLabel>
#include <QPushButton>
#include <QTimer>
#include <QVBoxLayout>

namespace metaspo {

namespace {

constexpr int noticeablyLong = 300; // milliseconds

} // namespace

QString MainWindow::reasonToStay() const
{
    for (const Page* page : m_pages)
        if (const QString reason = page->reasonToStay(); !reason.isEmpty())
            return reason;
    return {};
}

QString MainWindow::unsavedEdits() const
{
    for (const Page* page : m_pages)
        if (const QString unsaved = page->unsavedEdits(); !unsaved.isEmpty())
            return unsaved;
    return {};
}

void MainWindow::leaveProject(const std::function<void()>& then)
{
    const QString reason = reasonToStay();
    if (reason.isEmpty())
        return then();
    askToLeave(tr("Close the project?"), reason, tr("Pause and close"), then);
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    windowSettings()->setValue(QLatin1String("window/geometry"), saveGeometry());
    const QString running = reasonToStay();
    const QString reason = (running + QLatin1Char('\n') + unsavedEdits()).trimmed();
    if (!reason.isEmpty() && !m_mayClose) {
        event->ignore();
        const bool isLast = otherWindows().isEmpty();
        const QString leave = running.isEmpty() ? isLast ? tr("Quit without saving") : tr("Close without saving")
                              : isLast          ? tr("Pause and quit")
                                                : tr("Pause and close");
        askToLeave(isLast ? tr("Quit MetaSPO Workbench?") : tr("Close the window?"), reason, leave, [this] {
            m_mayClose = true;
            close();
        });
        return;
    }
    m_opening.clear(); // what arrives now must not start a run unseen
    setProject(nullptr);
    if (m_workspace.closing().isEmpty() || !otherWindows().isEmpty()) // the last one stays and tells
        return QMainWindow::closeEvent(event);
    event->ignore();
    finishThenClose();
}

// The window stays for as long as there is something to finish, so that nobody wonders what still runs unseen.
void MainWindow::finishThenClose()
{
    if (m_finishing)
        return;
    m_finishing = new FinishingDialog(m_workspace.closing(), this);
    connect(m_finishing, &QDialog::finished, this, [this](int result) {
        std::exchange(m_finishing, nullptr)->deleteLater();
        m_mayClose = result == QDialog::Accepted;
        if (m_mayClose)
            close();
        else
            setPage(0);
    });
    QTimer::singleShot(m_workspace.closing().callsInFlight() > 0 ? 0 : noticeablyLong, m_finishing, &QDialog::open);
}

void MainWindow::askToLeave(const QString& question, const QString& reason, const QString& leave,
                            const std::function<void()>& then)
{
    auto* dialog = new QDialog(this);
    dialog->setObjectName(QStringLiteral("quitDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(question);
    auto* text = new QLabel(dialog);
    text->setWordWrap(true);
    text->setMinimumWidth(380);
    showPlain(text, reason);
    auto* buttons = new QDialogButtonBox(dialog);
    buttons->addButton(leave, QDialogButtonBox::AcceptRole)->setObjectName(QStringLiteral("quitAnyway"));
    buttons->addButton(tr("Stay"), QDialogButtonBox::RejectRole)->setObjectName(QStringLiteral("stay"));
    auto* column = new QVBoxLayout(dialog);
    column->setContentsMargins(20, 20, 20, 16);
    column->setSpacing(16);
    column->addWidget(text);
    column->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, [dialog, then] {
        dialog->accept();
        then();
    });
    dialog->open();
}

} // namespace metaspo
