#pragma once

#include "core/engine/Workspace.h"

#include <QWidget>
#include <array>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QSpinBox;
class QToolButton;

namespace metaspo {

class KeyField;

/// What stands in the fields, even where it is no connection yet: a price of input without one of output.
struct ConnectionEdits
{
    Connection connection;
    std::array<double, 3> prices{}; ///< input, cached input, output
};

/// The fields of one connection. Says `changed` for every edit; stores nothing.
class ConnectionForm : public QWidget
{
    Q_OBJECT

public:
    explicit ConnectionForm(Workspace& workspace, QWidget* parent = nullptr);

    void setConnection(const Connection& connection);
    /// Edits of before, on top of the connection that was set; says `changed`.
    void setEdits(const ConnectionEdits& edits);
    ConnectionEdits edits() const;
    Connection connection() const; ///< the one that was set, with what was changed since
    bool isEdited() const { return connection() != m_connection || problem(); }
    std::optional<Error> problem() const; ///< why the edits cannot be saved as they are

Q_SIGNALS:
    void changed();
    void failed(const metaspo::Error& error);
    void keyStored();

private:
    void addMain();
    void addDetails();
    QWidget* makePrices();
    QDoubleSpinBox* addPrice(const QString& name, const QString& objectName, QWidget* parent);
    void fill(const Connection& connection);
    Connection read() const;
    void readModels();
    void showDetails(bool areShown);
    void notify();

    Workspace& m_workspace;
    Connection m_connection;
    Connection m_shown; ///< what the fields made of it
    bool m_isFilling = false;
    int m_generation = 0;
    QFormLayout* m_form;
    QLineEdit* m_name;
    QComboBox* m_wire;
    QLineEdit* m_baseUrl;
    QComboBox* m_model;
    QToolButton* m_list = nullptr;
    KeyField* m_key;
    QToolButton* m_more = nullptr;
    QSpinBox* m_width;
    QSpinBox* m_timeout;
    QCheckBox* m_systemRole;
    QDoubleSpinBox* m_inputPrice = nullptr;
    QDoubleSpinBox* m_cachedPrice = nullptr;
    QDoubleSpinBox* m_outputPrice = nullptr;
    QLineEdit* m_caFile;
    QCheckBox* m_insecure;
    QPlainTextEdit* m_headers;
    QPlainTextEdit* m_parameters;
    int m_firstDetail = 0;
};

} // namespace metaspo
