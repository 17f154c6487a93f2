/*
 * Puts /dev/i2c-N, /dev/spidevB.C and /dev/gpiochipN in front of chips in another place: preloaded into a process, this library takes
 * its calls on these paths and sends them over the Unix socket $PLUMAGE_DEVICES. Everything else goes to the C library.
 *
 * Each open file is one connection, so closing it is closing the connection, and the process's list of descriptors
 * stays true. A request and its answer, in the byte order of this machine:
 *
 *   open        path, 64 bytes                                          -> int32 0 or -errno
 *   'i' I2C     uint32 n, n * { uint16 address, uint16 flags, uint32 length, bytes if a write }
 *                                                                       -> int32 n or -errno, bytes of all reads
 *   's' SPI     uint32 hertz, uint32 length, bytes                      -> int32 length or -errno, bytes
 *   'g' get, 'p' put: uint32 request, uint32 value                      -> int32 0 or -errno, uint32 value
 *   'c' GPIO chip                                                       -> int32 0 or -errno, label, uint32 lines
 *   'l' its line: uint32 offset                 -> int32 0 or -errno, name, consumer, uint64 flags
 *   'r' request one: uint32 offset, uint64 flags, uint32 debounce, uint32 events, consumer
 *                                               -> int32 number of the line or -errno
 * where names, labels and consumers have 32 bytes. A line has two connections, opened as "line <number>", the one that
 * its user has as descriptor, and "line <number> control". On the first comes a byte when there are events, and none
 * while one is unread, so that poll(2) is right; the second is for
 *   'v' values: uint64 mask                     -> int32 0 or -errno, uint64 bits
 *   'e' events: uint32 most                     -> int32 count or -errno,
 *                                                  count * { uint64 time, uint32 id, offset, seqno, line_seqno }
 *   'q' release                                 -> int32 0
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/gpio.h>
#include <linux/i2c-dev.h>
#include <linux/i2c.h>
#include <linux/spi/spidev.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <sys/un.h>
#include <unistd.h>

#define FILES 1024
#define PATH 64
/* What the kernel's i2c-dev and, unless told otherwise, spidev take at once */
#define I2C_BYTES 8192
#define SPI_BYTES 4096
/* What an adapter for plain messages offers besides, by the kernel on top of it */
#define SMBUS_COMMANDS \
	(I2C_FUNC_SMBUS_QUICK | I2C_FUNC_SMBUS_BYTE | I2C_FUNC_SMBUS_BYTE_DATA | I2C_FUNC_SMBUS_WORD_DATA | \
	 I2C_FUNC_SMBUS_I2C_BLOCK)

enum kind { NOT_OURS, I2C, SPI, GPIO_CHIP, GPIO_LINE };

static struct {
	volatile enum kind kind;
	unsigned long slave;
	int control;
	pthread_mutex_t turn;
} files[FILES];

static void *real_open, *real_openat, *real_ioctl, *real_read, *real_write, *real_close;

/* The first calls come before any constructor would have run. */
static void *next(void **known, const char *name)
{
	if (!*known)
		*known = dlsym(RTLD_NEXT, name);
	return *known;
}

#define REAL(name) ((__typeof__(&name))next(&real_##name, #name))

static enum kind kind_of_path(const char *path)
{
	if (strlen(path) >= PATH)
		return NOT_OURS;
	if (!strncmp(path, "/dev/i2c-", 9))
		return I2C;
	if (!strncmp(path, "/dev/spidev", 11))
		return SPI;
	if (!strncmp(path, "/dev/gpiochip", 13))
		return GPIO_CHIP;
	return NOT_OURS;
}

static enum kind kind_of(int fd)
{
	return fd >= 0 && fd < FILES ? files[fd].kind : NOT_OURS;
}

static int transmit(int fd, const void *bytes, size_t length)
{
	for (const char *at = bytes; length > 0;) {
		ssize_t sent = send(fd, at, length, MSG_NOSIGNAL);
		if (sent < 0 && errno == EINTR)
			continue;
		if (sent <= 0)
			return -1;
		at += sent;
		length -= sent;
	}
	return 0;
}

static int receive(int fd, void *bytes, size_t length)
{
	for (char *at = bytes; length > 0;) {
		ssize_t got = recv(fd, at, length, 0);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return -1;
		at += got;
		length -= got;
	}
	return 0;
}

/* Receives the result; a peer that is gone is an adapter that was pulled out. */
static int32_t result(int fd)
{
	int32_t value;
	return receive(fd, &value, sizeof value) ? -ENODEV : value;
}

static int returned(int32_t value)
{
	if (value >= 0)
		return value;
	errno = -value;
	return -1;
}

static int connect_file(const char *path, enum kind kind, int flags)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	char name[PATH] = { 0 };
	const char *socket_path = getenv("PLUMAGE_DEVICES");
	int fd, failure;

	if (!socket_path)
		return returned(-ENOENT);
	strncpy(address.sun_path, socket_path, sizeof address.sun_path - 1);
	strncpy(name, path, sizeof name - 1);
	fd = socket(AF_UNIX, SOCK_STREAM | (flags & O_CLOEXEC ? SOCK_CLOEXEC : 0), 0);
	if (fd < 0)
		return -1;
	if (fd >= FILES)
		failure = -EMFILE;
	else if (connect(fd, (struct sockaddr *)&address, sizeof address))
		failure = -ENOENT;
	else if (transmit(fd, name, sizeof name))
		failure = -ENOENT;
	else
		failure = result(fd);
	if (failure) {
		REAL(close)(fd);
		return returned(failure);
	}
	pthread_mutex_init(&files[fd].turn, NULL);
	files[fd].slave = 0;
	files[fd].kind = kind;
	return fd;
}

static int32_t i2c_transfer(int fd, struct i2c_msg *messages, uint32_t count)
{
	int32_t done;

	if (transmit(fd, "i", 1) || transmit(fd, &count, sizeof count))
		return -ENODEV;
	for (uint32_t i = 0; i < count; i++) {
		uint32_t length = messages[i].len;
		if (transmit(fd, &messages[i].addr, 2) || transmit(fd, &messages[i].flags, 2) ||
		    transmit(fd, &length, sizeof length))
			return -ENODEV;
		if (!(messages[i].flags & I2C_M_RD) && transmit(fd, messages[i].buf, length))
			return -ENODEV;
	}
	done = result(fd);
	for (uint32_t i = 0; done >= 0 && i < count; i++)
		if (messages[i].flags & I2C_M_RD && receive(fd, messages[i].buf, messages[i].len))
			return -ENODEV;
	return done;
}

static int32_t i2c_rdwr(int fd, struct i2c_rdwr_ioctl_data *data)
{
	if (data->nmsgs > I2C_RDWR_IOCTL_MAX_MSGS)
		return -EINVAL;
	for (uint32_t i = 0; i < data->nmsgs; i++)
		if (data->msgs[i].len > I2C_BYTES)
			return -EINVAL;
	return i2c_transfer(fd, data->msgs, data->nmsgs);
}

static int32_t spi_transfer(int fd, uint32_t hertz, const void *out, void *in, uint32_t length)
{
	int32_t done;

	if (length > SPI_BYTES)
		return -EMSGSIZE;
	if (transmit(fd, "s", 1) || transmit(fd, &hertz, sizeof hertz) || transmit(fd, &length, sizeof length) ||
	    transmit(fd, out, length))
		return -ENODEV;
	done = result(fd);
	return done >= 0 && receive(fd, in, length) ? -ENODEV : done;
}

static int32_t spi_message(int fd, struct spi_ioc_transfer *transfer)
{
	if (transfer->bits_per_word != 8)
		return -EINVAL;
	return spi_transfer(fd, transfer->speed_hz, (void *)(uintptr_t)transfer->tx_buf,
			    (void *)(uintptr_t)transfer->rx_buf, transfer->len);
}

static int32_t exchange(int fd, char verb, uint32_t request, uint32_t *value)
{
	int32_t done;
	uint32_t answer;

	if (transmit(fd, &verb, 1) || transmit(fd, &request, sizeof request) || transmit(fd, value, sizeof *value))
		return -ENODEV;
	done = result(fd);
	if (receive(fd, &answer, sizeof answer))
		return -ENODEV;
	*value = answer;
	return done;
}

/*
 * SMBus commands are plain messages to a chip, as in section 6.5 of the System Management Bus Specification, version 2:
 * all but the quick one have a command byte, and those that read say it before a repeated start. Words travel low byte
 * first, as they lie in the memory of the machines that this runs on.
 */
static int32_t smbus_transfer(int fd, struct i2c_smbus_ioctl_data *wanted)
{
	uint8_t bytes[1 + I2C_SMBUS_BLOCK_MAX] = { wanted->command };
	uint8_t *data = wanted->data ? wanted->data->block : NULL;
	int reads = wanted->read_write == I2C_SMBUS_READ;
	uint16_t command = 1, length;
	int32_t done;

	switch (wanted->size) {
	case I2C_SMBUS_QUICK:
		command = length = 0;
		break;
	case I2C_SMBUS_BYTE:
		command = !reads;
		length = reads;
		break;
	case I2C_SMBUS_BYTE_DATA:
		length = 1;
		break;
	case I2C_SMBUS_WORD_DATA:
		length = 2;
		break;
	case I2C_SMBUS_I2C_BLOCK_DATA:
		length = *data++;
		if (length > I2C_SMBUS_BLOCK_MAX)
			return -EINVAL;
		break;
	default:
		return -EOPNOTSUPP;
	}
	struct i2c_msg messages[] = {
		{ files[fd].slave, 0, command, bytes },
		{ files[fd].slave, I2C_M_RD, length, data },
	};
	if (reads) {
		done = i2c_transfer(fd, messages + !command, 1 + command);
	} else {
		if (length)
			memcpy(bytes + command, data, length);
		messages->len = command + length;
		done = i2c_transfer(fd, messages, 1);
	}
	return done < 0 ? done : 0;
}

static int32_t i2c_ioctl(int fd, unsigned long request, void *argument)
{
	uint32_t functions = 0;
	int32_t done;

	switch (request) {
	case I2C_FUNCS:
		done = exchange(fd, 'g', request, &functions);
		*(unsigned long *)argument = functions & I2C_FUNC_I2C ? functions | SMBUS_COMMANDS : functions;
		return done;
	case I2C_SLAVE:
		files[fd].slave = (unsigned long)argument;
		return 0;
	case I2C_RDWR:
		return i2c_rdwr(fd, argument);
	case I2C_SMBUS:
		return smbus_transfer(fd, argument);
	default:
		return -ENOTTY;
	}
}

static int32_t spi_ioctl(int fd, unsigned long request, void *argument)
{
	switch (request) {
	case SPI_IOC_RD_MODE32:
		return exchange(fd, 'g', request, argument);
	case SPI_IOC_WR_MODE32:
		return exchange(fd, 'p', request, argument);
	case SPI_IOC_MESSAGE(1):
		return spi_message(fd, argument);
	default:
		return -ENOTTY;
	}
}

static int32_t gpio_chip_info(int fd, struct gpiochip_info *info)
{
	int32_t done;

	memset(info, 0, sizeof *info);
	if (transmit(fd, "c", 1))
		return -ENODEV;
	done = result(fd);
	if (done >= 0 && (receive(fd, info->label, sizeof info->label) || receive(fd, &info->lines, sizeof info->lines)))
		return -ENODEV;
	return done;
}

static int32_t gpio_line_info(int fd, struct gpio_v2_line_info *info)
{
	uint32_t offset = info->offset;
	uint64_t flags;
	int32_t done;

	for (size_t i = 0; i < sizeof info->padding / sizeof *info->padding; i++)
		if (info->padding[i])
			return -EINVAL;
	memset(info, 0, sizeof *info);
	info->offset = offset;
	if (transmit(fd, "l", 1) || transmit(fd, &offset, sizeof offset))
		return -ENODEV;
	done = result(fd);
	if (done >= 0 && (receive(fd, info->name, sizeof info->name) ||
			  receive(fd, info->consumer, sizeof info->consumer) || receive(fd, &flags, sizeof flags)))
		return -ENODEV;
	if (done >= 0)
		info->flags = flags;
	return done;
}

/* What the kernel looks at before it gives a line: all that is reserved must be zero, and only one line is known here. */
static int gpio_request_is_valid(const struct gpio_v2_line_request *request)
{
	const struct gpio_v2_line_config *config = &request->config;
	const uint32_t reserved[5] = { 0 };
	const struct gpio_v2_line_config_attribute *attribute = config->attrs;

	if (request->num_lines != 1 || memcmp(request->padding, reserved, sizeof reserved) ||
	    memcmp(config->padding, reserved, sizeof reserved) || !(config->flags & GPIO_V2_LINE_FLAG_INPUT))
		return 0;
	return config->num_attrs == 0 ||
	       (config->num_attrs == 1 && attribute->mask == 1 && !attribute->attr.padding &&
		attribute->attr.id == GPIO_V2_LINE_ATTR_ID_DEBOUNCE);
}

static int32_t gpio_request(int fd, struct gpio_v2_line_request *request)
{
	uint32_t debounce = request->config.num_attrs ? request->config.attrs[0].attr.debounce_period_us : 0;
	uint64_t flags = request->config.flags;
	char line[PATH], control[PATH];
	int32_t number;

	if (!gpio_request_is_valid(request))
		return -EINVAL;
	if (transmit(fd, "r", 1) || transmit(fd, request->offsets, sizeof *request->offsets) ||
	    transmit(fd, &flags, sizeof flags) || transmit(fd, &debounce, sizeof debounce) ||
	    transmit(fd, &request->event_buffer_size, sizeof request->event_buffer_size) ||
	    transmit(fd, request->consumer, sizeof request->consumer))
		return -ENODEV;
	number = result(fd);
	if (number < 0)
		return number;
	snprintf(line, sizeof line, "line %d", number);
	snprintf(control, sizeof control, "line %d control", number);
	request->fd = connect_file(line, GPIO_LINE, O_CLOEXEC);
	if (request->fd < 0)
		return -errno;
	files[request->fd].control = connect_file(control, NOT_OURS, O_CLOEXEC);
	return files[request->fd].control < 0 ? -errno : 0;
}

static int32_t gpio_chip_ioctl(int fd, unsigned long request, void *argument)
{
	switch (request) {
	case GPIO_GET_CHIPINFO_IOCTL:
		return gpio_chip_info(fd, argument);
	case GPIO_V2_GET_LINEINFO_IOCTL:
		return gpio_line_info(fd, argument);
	case GPIO_V2_GET_LINE_IOCTL:
		return gpio_request(fd, argument);
	default:
		return -EINVAL;
	}
}

static int32_t gpio_line_ioctl(int fd, unsigned long request, void *argument)
{
	struct gpio_v2_line_values *values = argument;
	int control = files[fd].control;
	uint64_t mask, bits;
	int32_t done;

	if (request != GPIO_V2_LINE_GET_VALUES_IOCTL)
		return -EINVAL;
	mask = values->mask;
	if (transmit(control, "v", 1) || transmit(control, &mask, sizeof mask))
		return -ENODEV;
	done = result(control);
	if (done >= 0 && receive(control, &bits, sizeof bits))
		return -ENODEV;
	if (done >= 0)
		values->bits = bits;
	return done;
}

static int32_t gpio_line_read(int fd, struct gpio_v2_line_event *events, size_t length)
{
	uint32_t most = length / sizeof *events;
	int control = files[fd].control;
	char byte;
	int32_t count;

	if (!most)
		return -EINVAL;
	if (receive(fd, &byte, 1) || transmit(control, "e", 1) || transmit(control, &most, sizeof most))
		return -ENODEV;
	count = result(control);
	for (int32_t i = 0; i < count; i++) {
		uint64_t time;
		uint32_t numbers[4];

		if (receive(control, &time, sizeof time) || receive(control, numbers, sizeof numbers))
			return -ENODEV;
		events[i] = (struct gpio_v2_line_event){ time, numbers[0], numbers[1], numbers[2], numbers[3], { 0 } };
	}
	return count < 0 ? count : (int32_t)(count * sizeof *events);
}

/* Who hears that a line was released may have it. */
static void gpio_line_release(int fd)
{
	if (!transmit(files[fd].control, "q", 1))
		result(files[fd].control);
	REAL(close)(files[fd].control);
}

static int32_t ioctl_of_kind(int fd, unsigned long request, void *argument)
{
	switch (files[fd].kind) {
	case I2C:
		return i2c_ioctl(fd, request, argument);
	case SPI:
		return spi_ioctl(fd, request, argument);
	case GPIO_CHIP:
		return gpio_chip_ioctl(fd, request, argument);
	default:
		return gpio_line_ioctl(fd, request, argument);
	}
}

static int32_t transfer_bytes(int fd, int read, void *bytes, size_t length)
{
	char other[SPI_BYTES] = { 0 };
	int32_t done;

	if (files[fd].kind != SPI && files[fd].kind != I2C)
		return -EINVAL;
	if (length > SPI_BYTES)
		return -EMSGSIZE;
	if (files[fd].kind == SPI)
		return spi_transfer(fd, 0, read ? other : bytes, read ? bytes : other, length);
	struct i2c_msg message = { files[fd].slave, read ? I2C_M_RD : 0, length, bytes };
	done = i2c_transfer(fd, &message, 1);
	return done < 0 ? done : (int32_t)length;
}

int open(const char *path, int flags, ...)
{
	va_list arguments;
	mode_t mode;

	va_start(arguments, flags);
	mode = flags & (O_CREAT | __O_TMPFILE) ? va_arg(arguments, mode_t) : 0;
	va_end(arguments);
	return kind_of_path(path) ? connect_file(path, kind_of_path(path), flags) : REAL(open)(path, flags, mode);
}

int open64(const char *path, int flags, ...) __attribute__((alias("open")));

int openat(int directory, const char *path, int flags, ...)
{
	va_list arguments;
	mode_t mode;

	va_start(arguments, flags);
	mode = flags & (O_CREAT | __O_TMPFILE) ? va_arg(arguments, mode_t) : 0;
	va_end(arguments);
	return kind_of_path(path) ? connect_file(path, kind_of_path(path), flags)
				  : REAL(openat)(directory, path, flags, mode);
}

int openat64(int directory, const char *path, int flags, ...) __attribute__((alias("openat")));

int ioctl(int fd, unsigned long request, ...)
{
	va_list arguments;
	void *argument;
	int32_t done;

	va_start(arguments, request);
	argument = va_arg(arguments, void *);
	va_end(arguments);
	if (!kind_of(fd))
		return REAL(ioctl)(fd, request, argument);
	pthread_mutex_lock(&files[fd].turn);
	done = ioctl_of_kind(fd, request, argument);
	pthread_mutex_unlock(&files[fd].turn);
	return returned(done);
}

ssize_t read(int fd, void *bytes, size_t length)
{
	int32_t done;

	if (!kind_of(fd))
		return REAL(read)(fd, bytes, length);
	pthread_mutex_lock(&files[fd].turn);
	done = files[fd].kind == GPIO_LINE ? gpio_line_read(fd, bytes, length) : transfer_bytes(fd, 1, bytes, length);
	pthread_mutex_unlock(&files[fd].turn);
	return returned(done);
}

ssize_t write(int fd, const void *bytes, size_t length)
{
	int32_t done;

	if (!kind_of(fd))
		return REAL(write)(fd, bytes, length);
	pthread_mutex_lock(&files[fd].turn);
	done = transfer_bytes(fd, 0, (void *)bytes, length);
	pthread_mutex_unlock(&files[fd].turn);
	return returned(done);
}

int close(int fd)
{
	if (kind_of(fd) == GPIO_LINE)
		gpio_line_release(fd);
	if (kind_of(fd))
		files[fd].kind = NOT_OURS;
	return REAL(close)(fd);
}
