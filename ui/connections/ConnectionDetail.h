#pragma once

#include "core/engine/Workspace.h"
#include "ui/connections/ConnectionForm.h"
#include "ui/kit/Notice.h"

#include <QWidget>

class QLabel;
class QListView;
class QPushButton;

namespace metaspo {

class CheckModel;

/// One connection: its fields, Save and Revert, and the test with its eight lines.
class ConnectionDetail : public QWidget
{
    Q_OBJECT

public:
    explicit ConnectionDetail(Workspace& workspace, QWidget* parent = nullptr);

    /// `note`: a sentence about the provider, shown beside a new connection.
    void setConnection(const Connection& connection, const QString& note = {});
    const Connection& stored() const { return m_stored; }
    bool isEdited() const; ///< holds what would be lost if another connection was set
    bool isNew() const { return m_stored.id.isEmpty(); }
    ConnectionEdits edits() const;
    void setEdits(const ConnectionEdits& edits); ///< on top of the connection that was set
    QString note() const { return m_noteText; }

public Q_SLOTS:
    void save();
    void test();

Q_SIGNALS:
    void saved(const metaspo::Connection& connection);
    void discarded(); ///< a new one that was never saved
    void removeRequested(const QString& name);
    void noticeRaised(const metaspo::Notice& notice);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* makeButtons();
    QWidget* makeChecks();
    void showButtons();
    void takeSaved(const Connection& saved, const Connection& edited);
    void fitChecks(); ///< as high as its rows
    void showVerdict();

    Workspace& m_workspace;
    Connection m_stored;
    QString m_noteText;
    quint64 m_generation = 0; ///< of the connections shown
    QFuture<ConnectionCheck> m_test;
    ConnectionForm* m_form;
    CheckModel* m_checks;
    QLabel* m_title;
    QLabel* m_note;
    QPushButton* m_save = nullptr;
    QPushButton* m_revert = nullptr;
    QPushButton* m_remove = nullptr;
    QPushButton* m_testButton = nullptr;
    QListView* m_checkList = nullptr;
    QLabel* m_verdict = nullptr;
};

} // namespace metaspo
